// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/report/curve_svg.hpp"
#include "core/report/metric_meaning.hpp"
#include "core/report/number.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kConfusionsShown = 50;
constexpr std::size_t kHeadlineMetrics = 3;
constexpr std::size_t kRowsInView = 25;  // of the table of classes; the others unfold

Slot metric_row(const MetricGroup& group, std::size_t i, const MetricGroup* failed_as_empty) {
  const auto& metric = group.metrics[i];
  Slot row;
  row.set("name", text_slot(metric.name));
  row.set("meaning", text_slot(metric_meaning(group.name, metric.name)));
  row.set("value", text_slot(shown(metric.value)));
  const bool known = failed_as_empty != nullptr && i < failed_as_empty->metrics.size();
  row.set("failed_as_empty",
          known ? text_slot(shown(failed_as_empty->metrics[i].value)) : Slot(""));
  return row;
}

const MetricGroup* group_named(const std::vector<MetricGroup>& groups, const std::string& name) {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const MetricGroup& group) { return group.name == name; });
  return found == groups.end() ? nullptr : &*found;
}

bool has_value(const ClassRow& row) {
  return row.value && *row.value >= 0;
}

/// Worst first; those without a value are left out.
std::vector<ClassRow> ranked(const std::vector<ClassRow>& rows) {
  std::vector<ClassRow> ranked;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(ranked), has_value);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const ClassRow& a, const ClassRow& b) { return *a.value < *b.value; });
  return ranked;
}

std::size_t count_unevaluated(const std::vector<ClassRow>& rows) {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const ClassRow& row) {
    return row.unevaluated && !has_value(row);
  }));
}

Slot class_rows(const std::vector<ClassRow>& rows, std::size_t first, std::size_t last) {
  Slot list = list_slot();
  for (std::size_t i = first; i < std::min(last, rows.size()); ++i) {
    Slot row;
    row.set("name", text_slot(rows[i].name));
    row.set("objects", std::to_string(rows[i].objects));
    row.set("value", shown(rows[i].value));
    row.set("percent", percent(*rows[i].value, 1));
    list << row;
  }
  return list;
}

}  // namespace

Slot tile_slots(const RunResults& results) {
  Slot list = list_slot();
  if (!results.metrics.empty()) {
    const MetricGroup& first = results.metrics.front();
    for (std::size_t i = 0; i < std::min(first.metrics.size(), kHeadlineMetrics); ++i) {
      const auto& metric = first.metrics[i];
      list << tile(shown(metric.value), first.name + " " + metric.name, "");
    }
  }
  const Counts& counts = results.counts;
  list << tile(fmt::format("{} / {}", counts.evaluated, counts.total), "datapoints evaluated", "");
  list << tile(std::to_string(counts.failed), "failed", counts.failed > 0 ? "bad" : "");
  return list;
}

Slot metric_slots(const RunResults& results) {
  const bool differs = results.counts.failed > 0;
  Slot list = list_slot();
  for (const MetricGroup& group : results.metrics) {
    const MetricGroup* failed_as_empty =
        differs ? group_named(results.metrics_failed_as_empty, group.name) : nullptr;
    Slot rows = list_slot();
    for (std::size_t i = 0; i < group.metrics.size(); ++i)
      rows << metric_row(group, i, failed_as_empty);
    Slot slot;
    slot.set("name", text_slot(group.name));
    slot.set("with_failed", Slot(failed_as_empty != nullptr));
    slot.set("rows", rows);
    list << slot;
  }
  return section(list, results.metrics.size());
}

Slot class_slots(const RunResults& results) {
  if (!results.classes || results.classes->rows.empty()) return {false};
  const std::vector<ClassRow> rows = ranked(results.classes->rows);
  Slot slot = section(class_rows(rows, 0, kRowsInView), results.classes->rows.size());
  slot.set("metric", text_slot(results.classes->metric));
  if (rows.size() > kRowsInView) {
    slot.set("more",
             section(class_rows(rows, kRowsInView, rows.size()), rows.size() - kRowsInView));
  }
  slot.set("counted", text_slot(results.classes->counted));
  const std::size_t unevaluated = count_unevaluated(results.classes->rows);
  const std::size_t nothing = results.classes->rows.size() - rows.size() - unevaluated;
  if (unevaluated > 0) slot.set("unevaluated", std::to_string(unevaluated));
  if (nothing > 0) slot.set("nothing", std::to_string(nothing));
  return slot;
}

Slot curve_slots(const RunResults& results) {
  Slot names = list_slot();
  for (std::size_t i = 0; i < results.precision_recall.size(); ++i) {
    Slot slot;
    slot.set("number", std::to_string(i));
    slot.set("name", text_slot(results.precision_recall[i].name));
    names << slot;
  }
  Slot slot = section(names, results.precision_recall.size());
  if (results.precision_recall.empty()) return slot;
  slot.set("svg", curves_svg(results.precision_recall));
  slot.set("width", std::to_string(kCurvesWidth));
  slot.set("height", std::to_string(kCurvesHeight));
  return slot;
}

Slot confusion_slots(const RunResults& results) {
  const std::size_t count = results.confusions.size();
  Slot list = list_slot();
  for (std::size_t i = 0; i < std::min(count, kConfusionsShown); ++i) {
    const ConfusionPair& pair = results.confusions[i];
    Slot slot;
    slot.set("truth", text_slot(pair.truth));
    slot.set("predicted", text_slot(pair.predicted.empty() ? "(none)" : pair.predicted));
    slot.set("count", std::to_string(pair.count));
    slot.set("percent", percent(static_cast<double>(pair.count),
                                static_cast<double>(results.confusions.front().count)));
    list << slot;
  }
  Slot all = section(list, count);
  if (count > kConfusionsShown) all.set("more", std::to_string(count - kConfusionsShown));
  return all;
}

}  // namespace assay::report
