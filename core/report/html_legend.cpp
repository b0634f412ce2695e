// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/html_comparison.hpp"

namespace assay::report {
namespace {

/// Samples are drawn as the pictures are, 26 x 16 pixels.
struct LegendItem {
  std::string_view sample;
  std::string_view text;
};
struct Legend {
  std::vector<LegendItem> items;
  std::string_view similarity;  // of a prediction to an object, by which it counts as found
};

Legend of_boxes() {
  return {{{R"(<g class="truth"><rect class="box" x="2" y="2" width="22" height="12"/></g>)",
            "ground truth"},
           {R"(<g class="predicted"><rect class="box" x="2" y="2" width="22" height="12"/></g>)",
            "prediction, with score"}},
          "IoU"};
}

Legend of_masks() {
  return {{{R"(<g class="truth"><path class="mask" d="M2 9l6-7 9 2 7 5-7 5-10-1z"/></g>)",
            "ground truth"},
           {R"(<g class="predicted"><path class="mask m0" d="M2 9l6-7 9 2 7 5-7 5-10-1z"/></g>)",
            "prediction, with score; colours only tell objects apart"}},
          "IoU"};
}

Legend of_keypoints() {
  return {{{R"(<g class="truth"><circle class="dot" cx="13" cy="8" r="3.5"/></g>)", "ground truth"},
           {R"(<g class="truth"><circle class="ring" cx="13" cy="8" r="3.5"/></g>)",
            "ground truth, hidden"},
           {R"(<g class="predicted"><path class="cross" d="M9.5 4.5l7 7m0-7l-7 7"/></g>)",
            "prediction, with score"}},
          "OKS"};
}

Legend of_labels() {
  return {{{R"(<rect width="26" height="16" fill="#d55e00"/>)", "wrong"},
           {R"(<rect width="26" height="16" fill="#777"/>)", "right"},
           {R"(<rect width="26" height="16" fill="#555"/><path stroke="#ddd" stroke-width="4" )"
            R"(d="M-2 10L10-2M2 18L18 2M14 18L28 4"/>)",
            "counts nowhere"}},
          ""};
}

bool any(const ObjectComparison& objects, bool (*has)(const Object&)) {
  return std::any_of(objects.truth.begin(), objects.truth.end(), has) ||
         std::any_of(objects.predicted.begin(), objects.predicted.end(), has);
}

struct LegendOf {
  Legend operator()(const ObjectComparison& objects) const {
    if (any(objects, [](const Object& o) { return !o.keypoints.empty(); })) return of_keypoints();
    if (any(objects, [](const Object& o) { return !o.mask.counts.empty(); })) return of_masks();
    return of_boxes();
  }
  Legend operator()(const LabelComparison&) const { return of_labels(); }
  template <class Other>
  Legend operator()(const Other&) const {
    return {};
  }
};

}  // namespace

Slot legend_slots(const Comparison& comparison) {
  const Legend legend = std::visit(LegendOf(), comparison);
  Slot list = list_slot();
  for (const LegendItem& item : legend.items) {
    Slot slot;
    slot.set("sample", std::string(item.sample));
    slot.set("text", text_slot(item.text));
    list << slot;
  }
  Slot all = section(list, legend.items.size());
  if (!legend.similarity.empty()) all.set("similarity", std::string(legend.similarity));
  return all;
}

}  // namespace assay::report
