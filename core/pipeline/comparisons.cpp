// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/comparisons.hpp"

#include <fmt/format.h>

#include "core/report/thumbnails.hpp"

namespace assay::pipeline {

using State = report::Keypoint::State;

report::ClassComparison compare_classes(const std::string& truth,
                                        const std::vector<evaluation::RankedClass>& ranking) {
  if (ranking.empty()) return {truth, "", std::nullopt};
  return {truth, ranking.front().name, ranking.front().score};
}

std::string compare_numbers(const std::vector<std::string>& names,
                            std::span<const double> predicted, std::span<const double> truth) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text +=
        fmt::format("{}{} {:.6g} for {:.6g}", i == 0 ? "" : ", ", names[i], predicted[i], truth[i]);
  }
  return text;
}

report::PictureComparison compare_pictures(const image::PixelView& returned,
                                           const evaluation::TargetPixels& target) {
  const image::PixelView pixels{std::as_bytes(std::span(target.values)), target.size,
                                returned.format};
  return {image::make_thumbnail(returned, report::kPictureSide),
          image::make_thumbnail(pixels, report::kPictureSide)};
}

State labelled_state(double visibility) {
  if (visibility == 0) return State::absent;
  return visibility == 1 ? State::hidden : State::visible;
}

State predicted_state(double x, double y, double confidence) {
  return x == 0 && y == 0 && confidence == 0 ? State::absent : State::visible;
}

}  // namespace assay::pipeline
