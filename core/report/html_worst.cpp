// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/report/base64.hpp"
#include "core/report/boxes_svg.hpp"
#include "core/report/html_sections.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kImagesShown = 24;

std::string caption(const BoxComparison& boxes) {
  return fmt::format("{} found, {} missed, {} false", boxes.true_positives, boxes.false_negatives,
                     boxes.false_positives);
}

std::string caption(const ClassComparison& classes) {
  const std::string score = classes.score ? fmt::format(" ({:.2f})", *classes.score) : "";
  const std::string predicted = classes.predicted.empty() ? "nothing" : classes.predicted + score;
  return fmt::format("{} taken for {}", classes.truth, predicted);
}

/// Small pictures are drawn larger, so that labels are as large on them as on others.
image::Size drawn_size(image::Size thumbnail) {
  constexpr std::int64_t kSide = 480;
  const std::int64_t longest = std::max({thumbnail.width, thumbnail.height, std::int64_t{1}});
  if (longest >= kSide) return thumbnail;
  return {std::max<std::int64_t>(thumbnail.width * kSide / longest, 1),
          std::max<std::int64_t>(thumbnail.height * kSide / longest, 1)};
}

/// One <image> and the boxes over it, in the units of drawn_size().
Slot picture_slot(const WorstImage& worst, const image::Thumbnail& thumbnail) {
  const image::Size size = drawn_size(thumbnail.size);
  Slot slot;
  slot.set("width", std::to_string(size.width));
  slot.set("height", std::to_string(size.height));
  slot.set("jpeg", base64(thumbnail.jpeg));
  slot.set("boxes", worst.boxes ? boxes_svg(*worst.boxes, worst.size, size) : "");
  return slot;
}

Slot worst_slot(const WorstImage& worst, const ThumbnailSource& thumbnails) {
  Slot slot;
  slot.set("datapoint", text_slot(worst.datapoint));
  const auto thumbnail = thumbnails(worst);
  slot.set("picture", thumbnail ? picture_slot(worst, *thumbnail) : Slot(false));
  if (worst.classes) slot.set("caption", text_slot(caption(*worst.classes)));
  if (!worst.remark.empty()) slot.set("caption", text_slot(worst.remark));
  if (!worst.boxes) return slot;
  slot.set("caption", caption(*worst.boxes));
  const std::size_t count = worst.boxes->predicted.size();
  if (count > kBoxesDrawn) {
    slot.set("drawn", fmt::format("the best {} of {} predictions are drawn", kBoxesDrawn, count));
  }
  return slot;
}

}  // namespace

Slot worst_slots(const RunResults& results, const ThumbnailSource& thumbnails) {
  const std::size_t count = std::min(results.worst_images.size(), kImagesShown);
  Slot list(Slot::type::list);
  bool boxes = false;
  for (std::size_t i = 0; i < count; ++i) {
    list << worst_slot(results.worst_images[i], thumbnails);
    boxes = boxes || results.worst_images[i].boxes.has_value();
  }
  Slot slot = section(list, count);
  if (count == 0) return slot;
  slot.set("legend", Slot(boxes));
  if (results.worst_minimum_score) {
    slot.set("minimum_score", fmt::format("{:.2f}", *results.worst_minimum_score));
  }
  return slot;
}

}  // namespace assay::report
