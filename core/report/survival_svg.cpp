// SPDX-License-Identifier: Apache-2.0
#include "core/report/survival_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr double kLeft = 44, kTop = 8, kWidth = 284, kHeight = 136;

/// From changes and parts to the drawing.
struct Frame {
  explicit Frame(double last) : range(last > 0 ? last : 1) {}

  double x(double change) const { return kLeft + std::clamp(change / range, 0.0, 1.0) * kWidth; }
  static double y(double part) { return kTop + (1 - std::clamp(part, 0.0, 1.0)) * kHeight; }

  double range;
};

std::string grid(const Frame& frame, const std::string& unit) {
  std::string svg = "<g class=\"grid\">";
  for (const int quarter : {0, 2, 4}) {
    const double y = Frame::y(quarter / 4.0);
    svg += fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\"/>", kLeft, y, kLeft + kWidth);
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{} %</text>", kLeft - 6,
                       y + 4, quarter * 25);
  }
  for (const int half : {0, 1, 2}) {
    const double change = frame.range * half / 2;
    const char* anchor = half == 0 ? "start" : half == 1 ? "middle" : "end";
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{:.3g}</text>",
                       frame.x(change), kTop + kHeight + 15, anchor, change);
  }
  const std::string of_what = unit.empty() ? "" : fmt::format(" ({})", escape_markup(unit));
  svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">change{}</text>",
                     kLeft + kWidth / 2, kTop + kHeight + 31, of_what);
  return svg + "</g>";
}

/// A line of steps that begins at 1 and goes to each part at its change, as commands of a path.
std::string steps(const Frame& frame, const std::vector<std::pair<double, double>>& parts) {
  std::string path = fmt::format("M{:.1f} {:.1f}", frame.x(0), Frame::y(1));
  for (const auto& [change, part] : parts) {
    path += fmt::format("H{:.1f}V{:.1f}", frame.x(change), Frame::y(part));
  }
  return path + fmt::format("H{:.1f}", frame.x(frame.range));
}

/// Between the lower and the upper ends of the bands: a rectangle for each step.
std::string band(const Frame& frame, const StressBoundary& boundary) {
  std::string path;
  const std::size_t count = std::min(boundary.bands.size(), boundary.surviving.size());
  for (std::size_t i = 0; i < count; ++i) {
    const double begin = boundary.surviving[i].first;
    const double end = i + 1 < count ? boundary.surviving[i + 1].first : frame.range;
    const Range& ends = boundary.bands[i];
    path += fmt::format("M{:.1f} {:.1f}H{:.1f}V{:.1f}H{:.1f}Z", frame.x(begin), Frame::y(ends.low),
                        frame.x(end), Frame::y(ends.high), frame.x(begin));
  }
  return path.empty() ? "" : fmt::format("<path class=\"band\" d=\"{}\"/>", path);
}

std::string median(const Frame& frame, const StressBoundary& boundary) {
  std::string svg;
  const double y = Frame::y(0.5);
  if (boundary.low) {
    const double end = frame.x(boundary.high.value_or(frame.range));
    svg += fmt::format("<path class=\"whisker\" d=\"M{0:.1f} {1:.1f}H{2:.1f}M{0:.1f} {3:.1f}v8\"/>",
                       frame.x(*boundary.low), y, end, y - 4);
    if (boundary.high) {
      svg += fmt::format("<path class=\"whisker\" d=\"M{:.1f} {:.1f}v8\"/>", end, y - 4);
    }
  }
  if (boundary.median) {
    svg += fmt::format("<circle class=\"half\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"/>",
                       frame.x(*boundary.median), y);
  }
  return svg;
}

}  // namespace

std::string survival_svg(const StressBoundary& boundary) {
  const Frame frame(boundary.range);
  return grid(frame, boundary.unit) + band(frame, boundary) +
         fmt::format("<path class=\"curve c0\" d=\"{}\"/>", steps(frame, boundary.surviving)) +
         median(frame, boundary);
}

}  // namespace assay::report
