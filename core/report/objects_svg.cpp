// SPDX-License-Identifier: Apache-2.0
#include "core/report/boxes_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/report/text.hpp"

namespace assay::report {
namespace {

// Of the labels' font as the style sheet sets it, in pixels of the picture.
constexpr double kLabelHeight = 13, kCharacterWidth = 6.2, kLabelPadding = 3;
constexpr std::size_t kLabelLength = 24;

/// From pixels of the image to those of the picture.
struct Frame {
  double scale_x = 1, scale_y = 1;
  double width = 0, height = 0;

  double x(double value) const { return std::clamp(value * scale_x, 0.0, width); }
  double y(double value) const { return std::clamp(value * scale_y, 0.0, height); }
};

/// A box within the picture.
struct Drawn {
  double left, top, right, bottom;
};

Drawn place(const Box& box, const Frame& frame) {
  return {frame.x(box.x), frame.y(box.y), frame.x(box.x + box.width), frame.y(box.y + box.height)};
}

std::string rectangle(const Drawn& box, std::string_view style) {
  return fmt::format(
      "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", style,
      box.left, box.top, box.right - box.left, box.bottom - box.top);
}

/// Predictions are named above their box, the truth below it, so that both can be read.
std::string label(const Drawn& box, const Frame& frame, const std::string& text, bool above) {
  const double width = static_cast<double>(length_of(text)) * kCharacterWidth + 2 * kLabelPadding;
  const double x = std::clamp(box.left, 0.0, std::max(0.0, frame.width - width));
  const double wanted = above ? box.top - kLabelHeight : box.bottom;
  const double y = std::clamp(wanted, 0.0, std::max(0.0, frame.height - kLabelHeight));
  return fmt::format(
      "<rect class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>"
      "<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>",
      x, y, width, kLabelHeight, x + kLabelPadding, y + kLabelHeight - 3, escape_markup(text));
}

std::string label_text(const Box& box) {
  const std::string name = shortened(one_line(box.class_name), kLabelLength);
  return box.score ? fmt::format("{} {:.2f}", name, *box.score) : name;
}

std::string group(const std::vector<Box>& boxes, const Frame& frame, std::string_view style,
                  bool above) {
  std::string svg = fmt::format("<g class=\"{}\">", style);
  for (const Box& box : boxes) svg += rectangle(place(box, frame), "box");
  for (const Box& box : boxes) svg += label(place(box, frame), frame, label_text(box), above);
  return svg + "</g>";
}

std::vector<Box> highest(std::vector<Box> boxes) {
  std::stable_sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) {
    return a.score.value_or(0) > b.score.value_or(0);
  });
  if (boxes.size() > kBoxesDrawn) boxes.resize(kBoxesDrawn);
  return boxes;
}

}  // namespace

std::string boxes_svg(const BoxComparison& boxes, predict::ImageSize original, image::Size shown) {
  Frame frame;
  frame.width = static_cast<double>(shown.width);
  frame.height = static_cast<double>(shown.height);
  frame.scale_x = frame.width / static_cast<double>(std::max<std::int64_t>(original.width, 1));
  frame.scale_y = frame.height / static_cast<double>(std::max<std::int64_t>(original.height, 1));
  return group(boxes.truth, frame, "truth", false) +
         group(highest(boxes.predicted), frame, "predicted", true);
}

}  // namespace assay::report
