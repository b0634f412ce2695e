// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_comparison.hpp"

#include <fmt/format.h>

#include "core/report/objects_svg.hpp"

namespace assay::report {
namespace {

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

Slot key_slots(const std::vector<ColorKey>& keys) {
  Slot list = list_slot();
  for (const ColorKey& key : keys) {
    Slot slot;
    slot.set("name", text_slot(key.name));
    slot.set("color",
             fmt::format("#{:02x}{:02x}{:02x}", key.color.red, key.color.green, key.color.blue));
    list << slot;
  }
  return section(list, keys.size());
}

struct LayoutOf {
  std::string operator()(const ObjectComparison&) const { return " large"; }
  std::string operator()(const LabelComparison&) const { return " wide"; }
  std::string operator()(const PictureComparison&) const { return " wide"; }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

}  // namespace

void set_comparison(Slot& slot, const ShownComparison& shown, std::size_t number) {
  slot.set("views", view_slots(shown, number));
  slot.set("caption", text_slot(std::visit(CaptionOf{shown.remark}, shown.comparison)));
  const auto* objects = std::get_if<ObjectComparison>(&shown.comparison);
  slot.set("note", optional_slot(objects != nullptr ? left_out(*objects) : ""));
  const auto* labels = std::get_if<LabelComparison>(&shown.comparison);
  slot.set("keys", labels != nullptr ? key_slots(labels->keys) : Slot(false));
}

std::string layout_of(const Comparison& comparison) {
  return std::visit(LayoutOf(), comparison);
}

}  // namespace assay::report
