// SPDX-License-Identifier: Apache-2.0
#include "core/report/names_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/report/text.hpp"

namespace assay::report {
namespace {

// Of the font as the style sheet sets it, in pixels of the picture.
constexpr double kLabelHeight = 13, kCharacterWidth = 6.2, kPadding = 3;
constexpr std::size_t kNameLength = 24;

enum class Side { above, below };

struct Place {
  double x, y, width;
};

bool overlap(const Place& a, const Place& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + kLabelHeight &&
         b.y < a.y + kLabelHeight;
}

Place place(const Object& object, const PictureFrame& frame, double width, Side side) {
  const double wanted =
      side == Side::above ? frame.y(object.y) - kLabelHeight : frame.y(object.y + object.height);
  return {std::clamp(frame.x(object.x), 0.0, std::max(0.0, frame.width - width)),
          std::clamp(wanted, 0.0, std::max(0.0, frame.height - kLabelHeight)), width};
}

std::string drawn(const Place& at, const std::string& text) {
  return fmt::format(
      "<rect class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>"
      "<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>",
      at.x, at.y, at.width, kLabelHeight, at.x + kPadding, at.y + kLabelHeight - 3,
      escape_markup(text));
}

/// The names on one picture, as far as there is room for them.
class Names {
 public:
  explicit Names(const PictureFrame& frame) : frame_(frame) {}

  std::string of(const std::vector<Object>& objects, std::string_view style, Side side) {
    std::string svg = fmt::format("<g class=\"{}\">", style);
    for (const Object& object : objects) svg += of(object, side);
    return svg + "</g>";
  }

 private:
  std::string of(const Object& object, Side side) {
    const std::string text = shown_name(object);
    const double width = static_cast<double>(length_of(text)) * kCharacterWidth + 2 * kPadding;
    const Place at = place(object, frame_, width, side);
    const auto covers = [&](const Place& other) { return overlap(at, other); };
    if (std::any_of(taken_.begin(), taken_.end(), covers)) return "";
    taken_.push_back(at);
    return drawn(at, text);
  }

  const PictureFrame& frame_;
  std::vector<Place> taken_;
};

}  // namespace

std::string shown_name(const Object& object) {
  const std::string name = shortened(one_line(object.class_name), kNameLength);
  return object.score ? fmt::format("{} {:.2f}", name, *object.score) : name;
}

std::string names_svg(const std::vector<Object>& predicted, const std::vector<Object>& truth,
                      const PictureFrame& frame) {
  Names names(frame);
  const std::string above = names.of(predicted, "predicted", Side::above);
  return names.of(truth, "truth", Side::below) + above;
}

}  // namespace assay::report
