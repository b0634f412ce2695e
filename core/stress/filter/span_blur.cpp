// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/span_blur.hpp"

#include <algorithm>
#include <cmath>

#include "core/stress/filter/mirror.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

/// The part of each pixel of a row, from the middle on, that is in a disc; 0 in the last.
std::vector<double> covered_parts(double radius, int row) {
  constexpr int kSlices = 64;
  std::vector<double> parts(static_cast<std::size_t>(std::lround(radius)) + 2);
  for (int i = 0; i < kSlices; ++i) {
    const double y = row - 0.5 + (i + 0.5) / kSlices;
    if (std::abs(y) >= radius) continue;
    const double half_width = std::sqrt(radius * radius - y * y);
    parts[0] += std::min(2 * half_width, 1.0) / kSlices;
    for (std::size_t x = 1; x < parts.size(); ++x) {
      parts[x] += std::clamp(half_width - static_cast<double>(x) + 0.5, 0.0, 1.0) / kSlices;
    }
  }
  return parts;
}

/// Where rows and columns of the kernel reach to.
struct Reach {
  int rows = 0;
  int columns = 0;
};

Reach reach_of(const SpanKernel& kernel) {
  Reach reach;
  for (const KernelSpan& span : kernel) {
    reach.rows = std::max(reach.rows, span.row);
    reach.columns = std::max(reach.columns, span.half);
  }
  return reach;
}

/// Running sums of rows, of those only that are near the one that is computed. They are floats that
/// hold whole numbers, exactly as long as a row's sum is below 2^24.
class RunningSums {
 public:
  RunningSums(const image::PixelView& from, Reach reach, Workspace& workspace)
      : bytes_(bytes_of(from)),
        size_(from.size),
        slots_(2 * reach.rows + 1),
        length_(3 * static_cast<std::size_t>(size_.width + std::int64_t{2} * reach.columns + 1)),
        sums_(workspace.lease<float>(static_cast<std::size_t>(slots_) * length_)),
        columns_(workspace.lease<std::int32_t>(length_ / 3 - 1)) {
    for (std::size_t i = 0; i < columns_.span().size(); ++i) {
      columns_[i] = static_cast<std::int32_t>(
          mirrored(static_cast<std::int64_t>(i) - reach.columns, size_.width));
    }
  }

  /// Sums over the columns left of each, from `reach.columns` outside the image on.
  const float* row(std::int64_t y) const { return slot(mirrored(y, size_.height)); }

  /// Rows must be added in order; one replaces that of `slots` rows before.
  void add(std::int64_t y) {
    const std::uint8_t* in = bytes_.data() + 3 * y * size_.width;
    float* out = slot(y);
    float red = 0;
    float green = 0;
    float blue = 0;
    for (std::size_t i = 0; i < columns_.span().size(); ++i) {
      out[3 * i] = red;
      out[3 * i + 1] = green;
      out[3 * i + 2] = blue;
      const std::uint8_t* pixel = in + std::ptrdiff_t{3} * columns_[i];
      red += static_cast<float>(pixel[0]);
      green += static_cast<float>(pixel[1]);
      blue += static_cast<float>(pixel[2]);
    }
    out[length_ - 3] = red;
    out[length_ - 2] = green;
    out[length_ - 1] = blue;
  }

 private:
  float* slot(std::int64_t y) const {
    return sums_.data() + static_cast<std::size_t>(y % slots_) * length_;
  }

  std::span<const std::uint8_t> bytes_;
  image::Size size_;
  std::int64_t slots_;
  std::size_t length_;
  Workspace::Lease<float> sums_;
  Workspace::Lease<std::int32_t> columns_;
};

/// Where a span begins in the running sums of its row, and where the next pixel would.
struct SpanSums {
  const float* begin;
  const float* end;
};

void add_span(SpanSums one, float weight, std::span<float> sums) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * (one.end[i] - one.begin[i]);
}

void add_spans(SpanSums one, SpanSums other, float weight, std::span<float> sums) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i] += weight * ((one.end[i] - one.begin[i]) + (other.end[i] - other.begin[i]));
  }
}

}  // namespace

double total(const SpanKernel& kernel) {
  double sum = 0;
  for (const KernelSpan& span : kernel) {
    sum += double{span.weight} * (2 * span.half + 1) * (span.row == 0 ? 1 : 2);
  }
  return sum;
}

SpanKernel disc(double radius) {
  SpanKernel kernel;
  const int last = static_cast<int>(std::lround(radius));
  for (int row = 0; row <= last; ++row) {
    // Parts fall outwards: each step down is where a span ends.
    const std::vector<double> parts = covered_parts(radius, row);
    for (std::size_t x = 0; x + 1 < parts.size(); ++x) {
      const double step = parts[x] - parts[x + 1];
      if (step > 1e-6) kernel.push_back({row, static_cast<int>(x), static_cast<float>(step)});
    }
  }
  return kernel;
}

void blur_by_spans(const SpanKernel& kernel, float offset, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const Reach reach = reach_of(kernel);
  const std::size_t width = 3 * static_cast<std::size_t>(from.size.width);
  RunningSums sums(from, reach, workspace);
  const auto row = workspace.lease<float>(width);
  std::int64_t added = 0;
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    for (; added < from.size.height && added <= y + reach.rows; ++added) sums.add(added);
    std::fill(row.span().begin(), row.span().end(), offset);
    const auto sums_of = [&](const KernelSpan& span, std::int64_t at) {
      const float* middle = sums.row(at) + std::ptrdiff_t{3} * reach.columns;
      return SpanSums{middle - std::ptrdiff_t{3} * span.half,
                      middle + std::ptrdiff_t{3} * (span.half + 1)};
    };
    for (const KernelSpan& span : kernel) {
      const SpanSums below = sums_of(span, y + span.row);
      if (span.row == 0) {
        add_span(below, span.weight, row.span());
      } else {
        add_spans(below, sums_of(span, y - span.row), span.weight, row.span());
      }
    }
    std::uint8_t* out = bytes_of(to).data() + static_cast<std::size_t>(y) * width;
    for (std::size_t i = 0; i < width; ++i) {
      out[i] = static_cast<std::uint8_t>(static_cast<int>(std::clamp(row[i], 0.0F, 255.0F)));
    }
  }
}

}  // namespace assay::stress
