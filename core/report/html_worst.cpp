// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/report/html_comparison.hpp"
#include "core/report/html_sections.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kImagesShown = 24;

Slot worst_slot(const WorstImage& worst, const ThumbnailSource& thumbnails, std::size_t number) {
  Slot slot;
  slot.set("datapoint", text_slot(worst.datapoint));
  const auto thumbnail = thumbnails(worst);
  set_comparison(slot,
                 {worst.comparison, worst.remark, worst.size, thumbnail ? &*thumbnail : nullptr},
                 number);
  return slot;
}

}  // namespace

Slot worst_slots(const RunResults& results, const ThumbnailSource& thumbnails) {
  const std::size_t count = std::min(results.worst_images.size(), kImagesShown);
  Slot list = list_slot();
  for (std::size_t i = 0; i < count; ++i) {
    list << worst_slot(results.worst_images[i], thumbnails, i);
  }
  Slot slot = section(list, count);
  if (count == 0) return slot;
  const Comparison& first = results.worst_images.front().comparison;
  slot.set("legend", legend_slots(first));
  slot.set("layout", layout_of(first));
  if (results.worst_minimum_score) {
    slot.set("minimum_score", fmt::format("{:.2f}", *results.worst_minimum_score));
  }
  return slot;
}

}  // namespace assay::report
