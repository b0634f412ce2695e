// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/span_kernel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace assay::stress {
namespace {

constexpr int kMost16 = std::numeric_limits<std::uint16_t>::max();

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

/// Of two spans in a white image.
constexpr int most(int half) {
  return 2 * 255 * (2 * half + 1);
}

/// Spans whose weights have a sign, without it.
class OneSign {
 public:
  explicit OneSign(int decimals) : decimals_(decimals) {}

  /// In as many parts as its weight needs.
  void add(const KernelSpan& span, double weight) {
    const double exact = std::ldexp(weight, 16 + decimals_ - span_decimals(span.half));
    const int parts = static_cast<int>(std::ceil((exact + 1) / kMost16));
    for (int i = 0; i < parts; ++i) add_part(span, exact / parts);
  }

  std::vector<FixedSpan> spans() && { return std::move(spans_); }

 private:
  void add_part(const KernelSpan& span, double weight) {
    const double white = std::ldexp(most(span.half) / (span.column == 0 ? 2.0 : 1.0),
                                    span_decimals(span.half));  // as the sum of a white image
    const double wanted = weight + missing_ / white;
    const double rounded = std::clamp(std::round(wanted), 0.0, double{kMost16});
    missing_ = (wanted - rounded) * white;
    if (rounded == 0) return;
    spans_.push_back({span.column, span.half, static_cast<std::uint16_t>(rounded)});
  }

  int decimals_;
  std::vector<FixedSpan> spans_;
  double missing_ = 0;  // of a white image
};

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

int span_decimals(int half) {
  return std::countl_zero(static_cast<std::uint16_t>(most(half)));
}

std::optional<FixedKernel> in_fixed_point(const SpanKernel& kernel, double offset) {
  constexpr double kRoom = 256.0 / 255;  // at 8 decimals, and twice as much at 7
  const double sum = total(kernel);
  if (sum >= 2 * kRoom - 0.01) return std::nullopt;
  const int decimals = sum > 1 + 1e-5 ? 7 : 8;
  OneSign positive(decimals);
  OneSign negative(decimals);
  for (const KernelSpan& span : kernel) {
    if (most(span.half) > kMost16) return std::nullopt;
    (span.weight < 0 ? negative : positive).add(span, std::abs(span.weight));
  }
  FixedKernel fixed{std::move(positive).spans(), std::move(negative).spans(), decimals, 0};
  if (fixed.added.empty() && fixed.subtracted.empty()) return std::nullopt;
  const auto lost = std::ssize(fixed.added) - std::ssize(fixed.subtracted);
  const double start = std::ldexp(offset, decimals) + static_cast<double>(lost) / 2;
  if (start > 250) return std::nullopt;
  fixed.offset = static_cast<std::uint16_t>(std::max(std::lround(start), 0L));
  return fixed;
}

}  // namespace assay::stress
