// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/report/html_sections.hpp"
#include "core/report/objects_svg.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kImagesShown = 24;

struct CaptionOf {
  const std::string& remark;

  std::string operator()(const ObjectComparison& objects) const {
    return fmt::format("{} found, {} missed, {} false", objects.true_positives,
                       objects.false_negatives, objects.false_positives);
  }
  std::string operator()(const ClassComparison& classes) const {
    const std::string score = classes.score ? fmt::format(" ({:.2f})", *classes.score) : "";
    const std::string predicted = classes.predicted.empty() ? "nothing" : classes.predicted + score;
    return fmt::format("{} taken for {}", classes.truth, predicted);
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return remark;
  }
};

/// What is left out of a picture: "the best 40 of 60 predictions are drawn".
std::string left_out(const ObjectComparison& objects) {
  std::string text;
  const std::size_t predicted = objects.predicted.size();
  const std::size_t truth = objects.truth.size();
  if (predicted > kPredictionsDrawn) {
    text = fmt::format("the best {} of {} predictions are drawn", kPredictionsDrawn, predicted);
  }
  if (truth > kTruthDrawn) {
    text += fmt::format("{}the first {} of {} true objects are drawn", text.empty() ? "" : "; ",
                        kTruthDrawn, truth);
  }
  return text;
}

/// How much room an image takes: beside others, large, or a row of its own.
struct LayoutOf {
  std::string operator()(const ObjectComparison&) const { return " large"; }
  std::string operator()(const LabelComparison&) const { return " wide"; }
  std::string operator()(const PictureComparison&) const { return " wide"; }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

Slot key_slots(const std::vector<ColorKey>& keys) {
  Slot list(Slot::type::list);
  for (const ColorKey& key : keys) {
    Slot slot;
    slot.set("name", text_slot(key.name));
    slot.set("color",
             fmt::format("#{:02x}{:02x}{:02x}", key.color.red, key.color.green, key.color.blue));
    list << slot;
  }
  return section(list, keys.size());
}

Slot worst_slot(const WorstImage& worst, const ThumbnailSource& thumbnails, std::size_t number) {
  Slot slot;
  slot.set("datapoint", text_slot(worst.datapoint));
  const auto thumbnail = thumbnails(worst);
  slot.set("views", thumbnail ? view_slots(worst, *thumbnail, number) : Slot(false));
  slot.set("caption", text_slot(std::visit(CaptionOf{worst.remark}, worst.comparison)));
  const auto* objects = std::get_if<ObjectComparison>(&worst.comparison);
  const std::string note = objects != nullptr ? left_out(*objects) : "";
  slot.set("note", note.empty() ? Slot(false) : text_slot(note));
  const auto* labels = std::get_if<LabelComparison>(&worst.comparison);
  slot.set("keys", labels != nullptr ? key_slots(labels->keys) : Slot(false));
  return slot;
}

}  // namespace

Slot worst_slots(const RunResults& results, const ThumbnailSource& thumbnails) {
  const std::size_t count = std::min(results.worst_images.size(), kImagesShown);
  Slot list(Slot::type::list);
  for (std::size_t i = 0; i < count; ++i) {
    list << worst_slot(results.worst_images[i], thumbnails, i);
  }
  Slot slot = section(list, count);
  if (count == 0) return slot;
  slot.set("legend", legend_slots(results));
  slot.set("layout", std::visit(LayoutOf(), results.worst_images.front().comparison));
  if (results.worst_minimum_score) {
    slot.set("minimum_score", fmt::format("{:.2f}", *results.worst_minimum_score));
  }
  return slot;
}

}  // namespace assay::report
