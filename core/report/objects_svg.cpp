// SPDX-License-Identifier: Apache-2.0
#include "core/report/objects_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/report/keypoints_svg.hpp"
#include "core/report/mask_path.hpp"
#include "core/report/names_svg.hpp"
#include "core/report/picture_frame.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kMaskColors = 5;  // m0, m1, ... of the style sheet

std::string box(const Object& object, const PictureFrame& frame) {
  const double left = frame.x(object.x);
  const double top = frame.y(object.y);
  return fmt::format(
      "<rect class=\"box\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", left,
      top, frame.x(object.x + object.width) - left, frame.y(object.y + object.height) - top);
}

/// The first `number`s all have different colours.
std::string mask(const Object& object, const PictureFrame& frame, std::size_t number) {
  const std::string path = mask_path(object.mask, frame.size);
  if (path.empty()) return "";
  return fmt::format("<path class=\"mask m{}\" d=\"{}\"/>", number % kMaskColors, path);
}

std::string shape(const Object& object, const PictureFrame& frame, std::size_t number) {
  std::string svg = keypoints_svg(object, frame);
  if (svg.empty()) svg = mask(object, frame, number);
  return svg.empty() ? box(object, frame) : svg;
}

/// Each says its name under the mouse: there may be no room for it on the picture.
std::string shapes(const std::vector<Object>& objects, const PictureFrame& frame,
                   std::string_view style) {
  std::string svg = fmt::format("<g class=\"{}\">", style);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    svg += fmt::format("<g><title>{}</title>{}</g>", escape_markup(shown_name(objects[i])),
                       shape(objects[i], frame, i));
  }
  return svg + "</g>";
}

std::vector<Object> highest(std::vector<Object> objects) {
  std::stable_sort(objects.begin(), objects.end(), [](const Object& a, const Object& b) {
    return a.score.value_or(0) > b.score.value_or(0);
  });
  if (objects.size() > kPredictionsDrawn) objects.resize(kPredictionsDrawn);
  return objects;
}

std::vector<Object> first(std::vector<Object> objects) {
  if (objects.size() > kTruthDrawn) objects.resize(kTruthDrawn);
  return objects;
}

}  // namespace

std::string objects_svg(const ObjectComparison& objects, predict::ImageSize original,
                        image::Size shown) {
  const PictureFrame frame(original, shown);
  const std::vector<Object> truth = first(objects.truth);
  const std::vector<Object> predicted = highest(objects.predicted);
  // Masks of predictions are filled: the truth's outlines go over them, and names over everything.
  return shapes(predicted, frame, "predicted") + shapes(truth, frame, "truth") +
         names_svg(predicted, truth, frame);
}

}  // namespace assay::report
