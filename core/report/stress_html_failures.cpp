// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "core/report/html_comparison.hpp"
#include "core/report/number.hpp"
#include "core/report/stress_html_sections.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kWithPictures = 24;
constexpr std::size_t kClustersPictured = 12;
constexpr std::size_t kExamplesPictured = 2;
constexpr std::size_t kFindingsShown = 100;
constexpr std::size_t kObjectsShown = 4;

/// What became of objects, bounded; and what was found that is not there.
Slot object_slots(const StressFinding& failure) {
  Slot list = list_slot();
  const std::size_t count = failure.objects.size();
  for (std::size_t i = 0; i < std::min(count, kObjectsShown); ++i) {
    list << text_slot(failure.objects[i]);
  }
  if (count > kObjectsShown) list << text_slot(fmt::format("and {} more", count - kObjectsShown));
  if (failure.false_positives > 0) {
    list << text_slot(fmt::format("false positives: {} more than before", failure.false_positives));
  }
  return list;
}

/// "light.stops=-1.235": fractions with four digits; the command line has them all.
std::string short_setting(const std::string& setting) {
  const std::size_t value = setting.rfind('=') + 1;
  double number = 0;
  const char* end = setting.data() + setting.size();
  const auto read = std::from_chars(setting.data() + value, end, number);
  if (read.ec != std::errc() || read.ptr != end || setting.find('.', value) == std::string::npos) {
    return setting;
  }
  return setting.substr(0, value) + fmt::format("{:.4g}", number);
}

/// Most images first, then most failures.
std::vector<const StressCluster*> ranked(const std::vector<StressCluster>& clusters) {
  return largest_first(clusters, [](const StressCluster& cluster) {
    return std::pair(cluster.images, cluster.failures);
  });
}

/// Of the first `pictured` of its examples there are pictures.
Slot cluster_slot(const StressCluster& cluster, std::size_t pictured, FailurePainter& painter) {
  Slot shown = list_slot();
  const std::size_t count = std::min(pictured, cluster.shown.size());
  for (std::size_t i = 0; i < count; ++i) shown << painter.with_pictures(cluster.shown[i]);
  Slot slot;
  slot.set("rule", text_slot(cluster.rule));
  slot.set("mode", text_slot(cluster.mode));
  slot.set("images", std::to_string(cluster.images));
  slot.set("failures", std::to_string(cluster.failures));
  slot.set("precision", shown_part(cluster.precision));
  slot.set("recall", shown_part(cluster.recall));
  slot.set("shown", shown);
  const bool without = count == 0 && !cluster.examples.empty();
  slot.set("names",
           optional_slot(without ? fmt::format("for example {}", fmt::join(cluster.examples, ", "))
                                 : ""));
  return slot;
}

}  // namespace

Slot FailurePainter::without_pictures(const StressFinding& failure) {
  Slot changed = list_slot();
  for (const std::string& setting : failure.changed) changed << text_slot(short_setting(setting));
  Slot slot;
  slot.set("datapoint", text_slot(failure.datapoint));
  slot.set("mode", text_slot(failure.mode));
  slot.set("score", fmt::format("{:.2f}", failure.score));
  slot.set("changed", changed);
  slot.set("objects", object_slots(failure));
  slot.set("remark", Slot(false));
  slot.set("replay", text_slot(failure.replay));
  slot.set("layout", "");
  slot.set("sides", Slot(false));
  return slot;
}

Slot FailurePainter::side(const char* when, const ShownAnswer& answer) {
  Slot slot;
  slot.set("when", when);
  set_comparison(slot, {answer.comparison, answer.remark, answer.size, &answer.picture}, number_++);
  return slot;
}

Slot FailurePainter::with_pictures(const StressFinding& failure) {
  Slot slot = without_pictures(failure);
  const auto pair = pictures_(failure);
  if (!pair) {
    slot.set("remark", "no picture");
    return slot;
  }
  Slot sides = list_slot();
  sides << side("before", pair->before) << side("after", pair->after);
  slot.set("sides", section(sides, 2));
  // Objects are as easily seen in pairs; what needs a row of its own needs it here, too.
  if (layout_of(pair->before.comparison) == " wide") slot.set("layout", " wide");
  if (legend_.is_false()) legend_ = legend_slots(pair->before.comparison);
  return slot;
}

Slot cluster_slots(const StressResults& results, FailurePainter& painter) {
  Slot list = list_slot();
  const auto clusters = ranked(results.clusters);
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    list << cluster_slot(*clusters[i], i < kClustersPictured ? kExamplesPictured : 0, painter);
  }
  return section(list, results.clusters.size());
}

Slot finding_slots(const StressResults& results, FailurePainter& painter) {
  const std::size_t count = results.findings.size();
  Slot list = list_slot();
  for (std::size_t i = 0; i < std::min(count, kFindingsShown); ++i) {
    list << (i < kWithPictures ? painter.with_pictures(results.findings[i])
                               : FailurePainter::without_pictures(results.findings[i]));
  }
  Slot slot = section(list, count);
  if (count > kFindingsShown) slot.set("more", std::to_string(count - kFindingsShown));
  return slot;
}

}  // namespace assay::report
