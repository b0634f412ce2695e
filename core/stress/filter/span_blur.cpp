// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/span_blur.hpp"
#include "core/base/wide_vectors.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/filter/mirror.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

/// Where columns and their spans reach to.
struct Reach {
  int across = 0;
  int up_down = 0;
};

Reach reach_of(const SpanKernel& kernel) {
  Reach reach;
  for (const KernelSpan& span : kernel) {
    reach.across = std::max(reach.across, span.column);
    reach.up_down = std::max(reach.up_down, span.half);
  }
  return reach;
}

constexpr std::size_t kChunk = 64;  // values whose sums stay in registers

/// So many values that the next ones begin at a line of the cache again.
constexpr std::size_t in_lines(std::size_t values) {
  return (values + 63) / 64 * 64;
}

/// Columns of the image that are computed at once: what of the rows they read stays in the cache.
struct Strip {
  std::int64_t left = 0;
  std::int64_t width = 0;
};

/// Of each column of a strip, and of those that the kernel reaches beside it, the sum of the pixels
/// above a row, of the rows near the one that is computed. They wrap around: differences are right
/// as long as a span's own sum is less than what `Sum` holds.
template <class Sum>
class RunningSums {
 public:
  RunningSums(const image::PixelView& from, const Strip& strip, Reach reach, Workspace& workspace)
      : bytes_(bytes_of(from).data()),
        size_(from.size),
        first_(std::max(strip.left - reach.across, std::int64_t{0})),
        inside_(3 * static_cast<std::size_t>(
                        std::min(strip.left + strip.width + reach.across, size_.width) - first_)),
        before_(3 * static_cast<std::size_t>(first_ - (strip.left - reach.across))),
        length_(3 * static_cast<std::size_t>(strip.width + std::int64_t{2} * reach.across)),
        pitch_(in_lines(length_)),
        slots_(2 * reach.up_down + 2),
        next_(-reach.up_down),
        sums_(workspace.lease<Sum>(static_cast<std::size_t>(slots_) * pitch_)) {
    std::fill_n(slot(next_), length_, Sum{0});
    const auto add_copy = [&](std::size_t i) {
      const std::int64_t x = strip.left - reach.across + static_cast<std::int64_t>(i / 3);
      const std::int64_t seen = mirrored(x, size_.width) - first_;
      copies_.push_back({i, before_ + 3 * static_cast<std::size_t>(seen) + i % 3});
    };
    for (std::size_t i = 0; i < before_; ++i) add_copy(i);
    for (std::size_t i = before_ + inside_; i < length_; ++i) add_copy(i);
  }

  /// Sums above the row `y`, from the first column that the kernel reaches on; of the rows up to
  /// that asked for last.
  const Sum* above(std::int64_t y) {
    while (next_ < y) add_row();
    return slot(y);
  }

  std::size_t length() const { return length_; }

 private:
  struct Copy {
    std::size_t to, from;
  };

  /// Of one of the rows up to the next.
  Sum* slot(std::int64_t y) const {
    const std::int64_t at = next_slot_ - (next_ - y);
    return sums_.data() + static_cast<std::size_t>(at < 0 ? at + slots_ : at) * pitch_;
  }

  void add_row() {
    const std::int64_t y = mirrored(next_, size_.height);
    const std::uint8_t* in = bytes_ + 3 * (y * size_.width + first_);
    const Sum* so_far = slot(next_) + before_;
    ++next_;
    if (++next_slot_ == slots_) next_slot_ = 0;
    Sum* out = slot(next_);
    for (std::size_t i = 0; i < inside_; ++i) {
      out[before_ + i] = static_cast<Sum>(so_far[i] + in[i]);
    }
    for (const Copy& copy : copies_) out[copy.to] = out[copy.from];
  }

  const std::uint8_t* bytes_;
  image::Size size_;
  std::int64_t first_;  // column of the image that is read
  std::size_t inside_;  // values that are of the image
  std::size_t before_;  // values that are beyond its left side
  std::size_t length_;
  std::size_t pitch_;
  std::int64_t slots_;
  std::int64_t next_;  // row that is not summed up yet
  std::int64_t next_slot_ = 0;
  Workspace::Lease<Sum> sums_;
  std::vector<Copy> copies_;  // what is beyond the sides
};

/// How a kernel is computed: each list of spans in a loop of its own, with sums that are multiplied
/// by some power of two.
template <class SumType, class SpanType>
struct Method {
  using Sum = SumType;
  using Weight = decltype(SpanType::weight);
  std::vector<std::vector<SpanType>> lists;
  Weight offset;
  int decimals;                    // of what they sum up to
  int (*span_decimals)(int half);  // of sums
};

using WithFloats = Method<std::uint32_t, KernelSpan>;
using InFixedPoint = Method<std::uint16_t, FixedSpan>;

WithFloats with_floats(const SpanKernel& kernel, float offset) {
  return {{kernel}, offset, 0, [](int) { return 0; }};
}

InFixedPoint with_fixed_point(const FixedKernel& kernel) {
  return {{kernel.added, kernel.subtracted}, kernel.offset, kernel.decimals, span_decimals};
}

/// What a span of the kernel reads for the first value of a row, on both sides of it. Lists end
/// with a null pointer, as in shifted_sum.cpp.
template <class Method>
struct Source {
  const typename Method::Sum* left;
  const typename Method::Sum* right;
  typename Method::Weight weight;
};

void sum_chunk(const WithFloats& method, const Source<WithFloats>* sources, std::size_t at,
               std::uint8_t* out) {
  std::array<float, kChunk> sum;
  sum.fill(method.offset);
  for (; sources->left != nullptr; ++sources) {
    const std::uint32_t* left = sources->left + at;
    const std::uint32_t* right = sources->right + at;
    const float weight = sources->weight;
    for (std::size_t i = 0; i < kChunk; ++i) {
      sum[i] += weight * static_cast<float>(static_cast<std::int32_t>(left[i] + right[i]));
    }
  }
  for (std::size_t i = 0; i < kChunk; ++i) {
    out[i] = static_cast<std::uint8_t>(std::clamp(static_cast<int>(sum[i]), 0, 255));
  }
}

/// Of a list that is added, and one that is subtracted.
void sum_chunk(const InFixedPoint& method, const Source<InFixedPoint>* sources, std::size_t at,
               std::uint8_t* out) {
  const auto most = static_cast<std::uint16_t>((256U << method.decimals) - 1);
  const auto scale = static_cast<std::uint16_t>(1U << (8 - method.decimals));
  std::array<std::uint16_t, kChunk> sum;
  sum.fill(method.offset);
  const auto product = [&](std::size_t i) {
    const auto both = static_cast<std::uint16_t>(sources->left[at + i] + sources->right[at + i]);
    return times(both, sources->weight);
  };
  for (; sources->left != nullptr; ++sources) {
    for (std::size_t i = 0; i < kChunk; ++i) {
      sum[i] = static_cast<std::uint16_t>(sum[i] + product(i));
    }
  }
  for (++sources; sources->left != nullptr; ++sources) {
    for (std::size_t i = 0; i < kChunk; ++i) {
      sum[i] = static_cast<std::uint16_t>(sum[i] - product(i));
    }
  }
  for (std::size_t i = 0; i < kChunk; ++i) {
    const auto scaled = static_cast<std::uint16_t>(std::min(sum[i], most) * scale);
    out[i] = static_cast<std::uint8_t>(scaled >> 8);
  }
}

template <class Method>
void write_row(const Method& method, const Source<Method>* sources, std::span<std::uint8_t> out) {
  std::size_t at = 0;
  for (; at + kChunk <= out.size(); at += kChunk) sum_chunk(method, sources, at, out.data() + at);
  if (at == out.size()) return;
  std::array<std::uint8_t, kChunk> rest;
  sum_chunk(method, sources, at, rest.data());
  std::copy_n(rest.begin(), out.size() - at, out.data() + at);
}

/// Sums of spans of each length that a kernel has, one after the other, and last nothing: that is
/// what column 0 has beside itself.
template <class Method>
class SpanSums {
 public:
  using Sum = typename Method::Sum;

  SpanSums(const Method& method, std::size_t length, Workspace& workspace)
      : length_(length), pitch_(in_lines(length + kChunk)) {
    for (const auto& list : method.lists) {
      for (const auto& span : list) halves_.push_back(span.half);
    }
    std::sort(halves_.begin(), halves_.end());
    halves_.erase(std::unique(halves_.begin(), halves_.end()), halves_.end());
    for (const int half : halves_) {
      scales_.push_back(static_cast<Sum>(Sum{1} << method.span_decimals(half)));
    }
    sums_.emplace(workspace.lease<Sum>((halves_.size() + 1) * pitch_));
    std::fill(sums_->span().begin(), sums_->span().end(), Sum{0});
  }

  void set(RunningSums<Sum>& rows, std::int64_t y) {
    rows.above(y + halves_.back() + 1);
    for (std::size_t k = 0; k < halves_.size(); ++k) {
      const Sum* begin = rows.above(y - halves_[k]);
      const Sum* end = rows.above(y + halves_[k] + 1);
      const Sum scale = scales_[k];  // no shift: compilers shift short numbers as long ones
      Sum* out = sums_->data() + k * pitch_;
      for (std::size_t i = 0; i < length_; ++i) {
        out[i] = static_cast<Sum>(static_cast<Sum>(end[i] - begin[i]) * scale);
      }
    }
  }

  /// For the column in the middle of what the kernel reaches.
  std::vector<Source<Method>> sources(const Method& method, int across) const {
    const Sum* nothing = sums_->data() + halves_.size() * pitch_;
    std::vector<Source<Method>> sources;
    for (const auto& list : method.lists) {
      for (const auto& [column, half, weight] : list) {
        const auto k = std::lower_bound(halves_.begin(), halves_.end(), half) - halves_.begin();
        const Sum* middle = sums_->data() + static_cast<std::size_t>(k) * pitch_ + 3 * across;
        sources.push_back(
            {middle - 3 * column, column == 0 ? nothing : middle + 3 * column, weight});
      }
      sources.push_back({});
    }
    return sources;
  }

 private:
  std::size_t length_;
  std::size_t pitch_;
  std::vector<int> halves_;
  std::vector<Sum> scales_;
  std::optional<Workspace::Lease<Sum>> sums_;
};

template <class Method>
void blur_strip(const Method& method, Reach reach, const Strip& strip, const image::PixelView& from,
                const image::MutablePixelView& to, Workspace& workspace) {
  RunningSums<typename Method::Sum> rows(from, strip, reach, workspace);
  SpanSums<Method> spans(method, rows.length(), workspace);
  const auto sources = spans.sources(method, reach.across);
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    spans.set(rows, y);
    const auto begin = static_cast<std::size_t>(3 * (y * from.size.width + strip.left));
    write_row(method, sources.data(),
              bytes_of(to).subspan(begin, 3 * static_cast<std::size_t>(strip.width)));
  }
}

template <class Method>
void blur(const Method& method, Reach reach, const image::PixelView& from,
          const image::MutablePixelView& to, Workspace& workspace) {
  const std::int64_t width = std::max(192, 4 * reach.across);  // margins are extra
  run_in_wide_vectors([&, width, reach] {
    for (std::int64_t left = 0; left < from.size.width; left += width) {
      const Strip strip{left, std::min(width, from.size.width - left)};
      blur_strip(method, reach, strip, from, to, workspace);
    }
  });
}

}  // namespace

void blur_by_spans(const SpanKernel& kernel, float offset, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const Reach reach = reach_of(kernel);
  if (const std::optional<FixedKernel> fixed = in_fixed_point(kernel, offset)) {
    blur(with_fixed_point(*fixed), reach, from, to, workspace);
  } else {
    blur(with_floats(kernel, offset), reach, from, to, workspace);
  }
}

}  // namespace assay::stress
