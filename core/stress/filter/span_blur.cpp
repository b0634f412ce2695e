// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/span_blur.hpp"
#include "core/base/wide_vectors.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

#include "core/stress/filter/mirror.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

/// The part of each pixel of a column, from the middle on, that is in a disc; 0 in the last.
std::vector<double> covered_parts(double radius, int column) {
  constexpr int kSlices = 64;
  std::vector<double> parts(static_cast<std::size_t>(std::lround(radius)) + 2);
  for (int i = 0; i < kSlices; ++i) {
    const double x = column - 0.5 + (i + 0.5) / kSlices;
    if (std::abs(x) >= radius) continue;
    const double half_height = std::sqrt(radius * radius - x * x);
    parts[0] += std::min(2 * half_height, 1.0) / kSlices;
    for (std::size_t y = 1; y < parts.size(); ++y) {
      parts[y] += std::clamp(half_height - static_cast<double>(y) + 0.5, 0.0, 1.0) / kSlices;
    }
  }
  return parts;
}

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
    for (; next_ < y; ++next_) add_row(mirrored(next_, size_.height));
    return slot(y);
  }

  std::size_t length() const { return length_; }

 private:
  struct Copy {
    std::size_t to, from;
  };

  Sum* slot(std::int64_t y) const {
    return sums_.data() + static_cast<std::size_t>((y + slots_) % slots_) * pitch_;
  }

  void add_row(std::int64_t y) {
    const std::uint8_t* in = bytes_ + 3 * (y * size_.width + first_);
    const Sum* so_far = slot(next_) + before_;
    Sum* out = slot(next_ + 1);
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
  Workspace::Lease<Sum> sums_;
  std::vector<Copy> copies_;  // what is beyond the sides
};

/// What a span of the kernel reads for the first value of a row, on both sides of it. Lists end
/// with a null pointer, as in shifted_sum.cpp.
template <class Sum>
struct Source {
  const Sum* left;
  const Sum* right;
  float weight;
};

void write_bytes(const std::array<float, kChunk>& sums, std::uint8_t* out) {
  for (std::size_t i = 0; i < kChunk; ++i) {
    out[i] = static_cast<std::uint8_t>(std::clamp(static_cast<int>(sums[i]), 0, 255));
  }
}

void sum_chunk(const Source<std::uint32_t>* sources, std::size_t at, float offset,
               std::uint8_t* out) {
  std::array<float, kChunk> sum;
  sum.fill(offset);
  for (; sources->left != nullptr; ++sources) {
    const std::uint32_t* left = sources->left + at;
    const std::uint32_t* right = sources->right + at;
    const float weight = sources->weight;
    for (std::size_t i = 0; i < kChunk; ++i) {
      sum[i] += weight * static_cast<float>(static_cast<std::int32_t>(left[i] + right[i]));
    }
  }
  write_bytes(sum, out);
}

/// Two short sums as one number: none of both is more than 16 bits hold.
std::uint32_t two_of(const std::uint16_t* sums) {
  std::uint32_t two = 0;
  std::memcpy(&two, sums, sizeof(two));
  return two;
}

/// Short sums become numbers of 32 bits soonest two by two.
void sum_chunk(const Source<std::uint16_t>* sources, std::size_t at, float offset,
               std::uint8_t* out) {
  constexpr std::size_t kHalf = kChunk / 2;
  std::array<float, kHalf> low;
  std::array<float, kHalf> high;
  low.fill(offset);
  high.fill(offset);
  for (; sources->left != nullptr; ++sources) {
    const std::uint16_t* left = sources->left + at;
    const std::uint16_t* right = sources->right + at;
    const float weight = sources->weight;
    for (std::size_t i = 0; i < kHalf; ++i) {
      const std::uint32_t both = two_of(left + 2 * i) + two_of(right + 2 * i);
      low[i] += weight * static_cast<float>(static_cast<std::int32_t>(both & 0xFFFFU));
      high[i] += weight * static_cast<float>(static_cast<std::int32_t>(both >> 16U));
    }
  }
  constexpr std::size_t kLow = std::endian::native == std::endian::little ? 0 : 1;
  std::array<float, kChunk> sums;
  for (std::size_t i = 0; i < kHalf; ++i) {
    sums[2 * i + kLow] = low[i];
    sums[2 * i + 1 - kLow] = high[i];
  }
  write_bytes(sums, out);
}

template <class Sum>
void write_row(const Source<Sum>* sources, float offset, std::span<std::uint8_t> out) {
  std::size_t at = 0;
  for (; at + kChunk <= out.size(); at += kChunk) sum_chunk(sources, at, offset, out.data() + at);
  if (at == out.size()) return;
  std::array<std::uint8_t, kChunk> rest;
  sum_chunk(sources, at, offset, rest.data());
  std::copy_n(rest.begin(), out.size() - at, out.data() + at);
}

/// Sums of spans of each length that a kernel has, one after the other, and last nothing: that is
/// what column 0 has beside itself.
template <class Sum>
class SpanSums {
 public:
  SpanSums(const SpanKernel& kernel, std::size_t length, Workspace& workspace)
      : length_(length), pitch_(in_lines(length + kChunk)) {
    for (const KernelSpan& span : kernel) halves_.push_back(span.half);
    std::sort(halves_.begin(), halves_.end());
    halves_.erase(std::unique(halves_.begin(), halves_.end()), halves_.end());
    sums_.emplace(workspace.lease<Sum>((halves_.size() + 1) * pitch_));
    std::fill(sums_->span().begin(), sums_->span().end(), Sum{0});
  }

  void set(RunningSums<Sum>& rows, std::int64_t y) {
    rows.above(y + halves_.back() + 1);
    for (std::size_t k = 0; k < halves_.size(); ++k) {
      const Sum* begin = rows.above(y - halves_[k]);
      const Sum* end = rows.above(y + halves_[k] + 1);
      Sum* out = sums_->data() + k * pitch_;
      for (std::size_t i = 0; i < length_; ++i) out[i] = static_cast<Sum>(end[i] - begin[i]);
    }
  }

  /// For the column in the middle of what the kernel reaches.
  std::vector<Source<Sum>> sources(const SpanKernel& kernel, int across) const {
    std::vector<Source<Sum>> list;
    for (const KernelSpan& span : kernel) {
      const auto k = std::lower_bound(halves_.begin(), halves_.end(), span.half) - halves_.begin();
      const Sum* middle = sums_->data() + static_cast<std::size_t>(k) * pitch_ + 3 * across;
      const Sum* nothing = sums_->data() + halves_.size() * pitch_;
      list.push_back({middle - 3 * span.column,
                      span.column == 0 ? nothing : middle + 3 * span.column, span.weight});
    }
    list.push_back({nullptr, nullptr, 0});
    return list;
  }

 private:
  std::size_t length_;
  std::size_t pitch_;
  std::vector<int> halves_;
  std::optional<Workspace::Lease<Sum>> sums_;
};

template <class Sum>
void blur_strip(const SpanKernel& kernel, float offset, const Strip& strip,
                const image::PixelView& from, const image::MutablePixelView& to,
                Workspace& workspace) {
  const Reach reach = reach_of(kernel);
  RunningSums<Sum> rows(from, strip, reach, workspace);
  SpanSums<Sum> spans(kernel, rows.length(), workspace);
  const std::vector<Source<Sum>> sources = spans.sources(kernel, reach.across);
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    spans.set(rows, y);
    const auto begin = static_cast<std::size_t>(3 * (y * from.size.width + strip.left));
    write_row(sources.data(), offset,
              bytes_of(to).subspan(begin, 3 * static_cast<std::size_t>(strip.width)));
  }
}

template <class Sum>
void blur(const SpanKernel& kernel, float offset, const image::PixelView& from,
          const image::MutablePixelView& to, Workspace& workspace) {
  const std::int64_t width = std::max(192, 4 * reach_of(kernel).across);  // margins are extra
  for (std::int64_t left = 0; left < from.size.width; left += width) {
    const Strip strip{left, std::min(width, from.size.width - left)};
    blur_strip<Sum>(kernel, offset, strip, from, to, workspace);
  }
}

}  // namespace

double total(const SpanKernel& kernel) {
  double sum = 0;
  for (const KernelSpan& span : kernel) {
    sum += double{span.weight} * (2 * span.half + 1) * (span.column == 0 ? 1 : 2);
  }
  return sum;
}

SpanKernel disc(double radius) {
  SpanKernel kernel;
  const int last = static_cast<int>(std::lround(radius));
  for (int column = 0; column <= last; ++column) {
    // Parts fall outwards: each step down is where a span ends.
    const std::vector<double> parts = covered_parts(radius, column);
    for (std::size_t y = 0; y + 1 < parts.size(); ++y) {
      const double step = parts[y] - parts[y + 1];
      if (step > 1e-6) kernel.push_back({column, static_cast<int>(y), static_cast<float>(step)});
    }
  }
  return kernel;
}

void blur_by_spans(const SpanKernel& kernel, float offset, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const int longest = 2 * reach_of(kernel).up_down + 1;
  const bool short_spans = 2 * 255 * longest <= std::numeric_limits<std::uint16_t>::max();
  run_in_wide_vectors([&, short_spans] {
    if (short_spans) {
      blur<std::uint16_t>(kernel, offset, from, to, workspace);
    } else {
      blur<std::uint32_t>(kernel, offset, from, to, workspace);
    }
  });
}

}  // namespace assay::stress
