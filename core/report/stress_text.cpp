// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/report/number.hpp"
#include "core/report/stress_summary.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t kShown = 5;
constexpr std::size_t kAxesShown = 20;
constexpr std::size_t kColumns = 100;

std::string line(const std::string& text) {
  return shortened(one_line(text), kColumns) + "\n";
}

std::string probability_text(const FailureProbability& probability) {
  return line(fmt::format("failure probability in operation {} ({} to {}), {} of {} samples",
                          shown_part(probability.estimate), shown_part(probability.interval.low),
                          shown_part(probability.interval.high), probability.failures,
                          probability.samples));
}

std::string robustness_text(const Robustness& robustness) {
  if (robustness.metrics.empty()) return "";
  const RobustMetric& first = robustness.metrics.front();
  const auto number = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.3f}", *value) : std::string("n/a");
  };
  std::string text = line(fmt::format("{} in operation {}, of the images themselves {}", first.name,
                                      number(first.transformed), number(first.clean)));
  if (robustness.mpc) {
    text += fmt::format("mPC {}, rPC {}", number(robustness.mpc), number(robustness.rpc));
    if (robustness.mce) {
      text += fmt::format(", mCE {}, relative mCE {}", number(robustness.mce),
                          number(robustness.relative_mce));
    }
    text += "\n";
  }
  return text;
}

std::string axis_text(const StressAxis& axis) {
  std::string text = fmt::format("  {:<34}", shortened(one_line(axis.axis), 34));
  text += axis.total ? fmt::format("{:>7} {:<14}", shown_part(*axis.total),
                                   fmt::format("({:.0f} to {:.0f})", 100 * axis.total_interval->low,
                                               100 * axis.total_interval->high))
                     : fmt::format("{:>7} {:<14}", "-", "");
  for (const StressBoundary& boundary : axis.boundaries) {
    const std::string sign = boundary.side == "above" ? "+" : "-";
    text += boundary.median
                ? fmt::format("   half fail at {}{:.3g}", sign, *boundary.median)
                : fmt::format("   {}: {} of {} fail", sign, boundary.failed, boundary.images);
  }
  return line(text);
}

std::string cluster_text(const StressCluster& cluster) {
  return line(fmt::format("  {}, {}, {} of trials: {}", counted(cluster.images, "image"),
                          cluster.mode, shown_part(cluster.precision), cluster.rule));
}

std::string finding_text(const StressFinding& finding) {
  const std::string changed = finding.changed.empty()
                                  ? "all axes at their least"
                                  : fmt::format("{}", fmt::join(finding.changed, " "));
  const char* doubt = !finding.reduced     ? " (as found)"
                      : !finding.confirmed ? " (not repeated)"
                                           : "";
  return line(fmt::format("  {}: {} at {}{}", finding.datapoint, finding.mode, changed, doubt));
}

std::string gate_text(const Gate& gate) {
  return line(fmt::format("  {}  {}: {}", gate.pass ? "pass" : "FAIL", condition_of(gate),
                          shown_value(gate)));
}

/// A heading and the first of some lines.
template <class Item, class Text>
std::string lines_of(const char* heading, const std::vector<Item>& items, std::size_t most,
                     Text text_of_item) {
  if (items.empty()) return "";
  std::string text = std::string(heading) + "\n";
  const std::size_t shown = std::min(most, items.size());
  for (std::size_t i = 0; i < shown; ++i) text += text_of_item(items[i]);
  if (shown < items.size()) text += fmt::format("  and {} more\n", items.size() - shown);
  return text;
}

std::string domain_text(const StressResults& results) {
  if (!results.severity) return results.domain;
  return fmt::format("{} at severity {}", results.domain, *results.severity);
}

std::string combinations_text(const StressCombinations& one) {
  return fmt::format("  {}: {} passed, {} failed, {} not tested\n", name_of(one), one.passed,
                     one.failed, one.untested);
}

}  // namespace

std::string stress_text(const StressResults& results) {
  std::string text =
      line(fmt::format("{} on {} in {} ({})", results.model, results.dataset, domain_text(results),
                       results.device)) +
      fmt::format("{} datapoints, {} evaluated, {} failed, {} with something to lose\n",
                  results.counts.total, results.counts.evaluated, results.counts.failed,
                  results.at_stake) +
      fmt::format("{} predictions, search {}, seed {}\n", results.predictions, results.search,
                  results.seed) +
      fmt::format("{} failures, {} distinct, {} of {} datapoints broken\n", results.failures,
                  results.distinct_failures, results.datapoints_broken, results.at_stake);
  if (results.probability) text += probability_text(*results.probability);
  text += robustness_text(results.robustness);
  text += lines_of("axes: part of the damage (95 % interval), and what images stand", results.axes,
                   kAxesShown, axis_text);
  text += lines_of("clusters", results.clusters, kShown, cluster_text);
  text +=
      lines_of("failures, each made as mild as it can be", results.findings, kShown, finding_text);
  text += lines_of("coverage", results.coverage.combinations, kShown, combinations_text);
  text += lines_of("warnings", results.warnings, results.warnings.size(),
                   [](const std::string& warning) { return line("  " + warning); });
  text += lines_of("gates", results.gates, results.gates.size(), gate_text);
  return text + fmt::format("verdict: {}\n", results.pass() ? "pass" : "fail");
}

}  // namespace assay::report
