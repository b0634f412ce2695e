// SPDX-License-Identifier: Apache-2.0
#include "core/report/curve_svg.hpp"

#include <fmt/format.h>

namespace assay::report {
namespace {

constexpr double kLeft = 40, kTop = 10, kWidth = 390, kHeight = 230;

double x_of(double recall) {
  return kLeft + recall * kWidth;
}
double y_of(double precision) {
  return kTop + (1 - precision) * kHeight;
}

std::string grid() {
  std::string svg = "<g class=\"grid\">";
  for (int tenths = 0; tenths <= 10; tenths += 2) {
    const double share = tenths / 10.0;
    svg += fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}M{:.1f} {:.1f}V{:.1f}\"/>", kLeft,
                       y_of(share), x_of(1), x_of(share), y_of(0), y_of(1));
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:.1f}</text>",
                       kLeft - 6, y_of(share) + 4, share);
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.1f}</text>",
                       x_of(share), y_of(0) + 16, share);
  }
  svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">recall</text>",
                     x_of(0.5), y_of(0) + 32);
  svg += fmt::format(
      "<text transform=\"translate(10 {:.1f}) rotate(-90)\" "
      "text-anchor=\"middle\">precision</text>",
      y_of(0.5));
  return svg + "</g>";
}

std::string line(const Curve& curve, std::size_t number) {
  std::string points;
  const std::size_t count = curve.precision.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (!(curve.precision[i] >= 0 && curve.precision[i] <= 1)) continue;
    const double recall = count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0;
    points += fmt::format("{}{:.1f},{:.1f}", points.empty() ? "" : " ", x_of(recall),
                          y_of(curve.precision[i]));
  }
  return fmt::format("<polyline class=\"curve c{}\" points=\"{}\"/>", number, points);
}

}  // namespace

std::string curves_svg(const std::vector<Curve>& curves) {
  std::string svg = grid();
  for (std::size_t i = 0; i < curves.size(); ++i) svg += line(curves[i], i);
  return svg;
}

}  // namespace assay::report
