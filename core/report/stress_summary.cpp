// SPDX-License-Identifier: Apache-2.0
#include "core/report/stress_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/json.hpp"
#include "core/report/number.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr int kSchema = 1;
constexpr std::size_t kShown = 5;
constexpr std::size_t kAxesShown = 20;
constexpr std::size_t kColumns = 100;

Json json_range(const Range& range) {
  return Json::array({json_number(range.low), json_number(range.high)});
}

Json json_probability(const std::optional<FailureProbability>& probability) {
  if (!probability) return nullptr;
  return {{"estimate", json_number(probability->estimate)},
          {"low", json_number(probability->interval.low)},
          {"high", json_number(probability->interval.high)},
          {"upper", json_number(probability->upper)},
          {"confidence", json_number(probability->confidence)},
          {"samples", probability->samples},
          {"failures", probability->failures},
          {"sequential", probability->sequential}};
}

Json json_robustness(const Robustness& robustness) {
  if (robustness.metrics.empty()) return nullptr;
  Json metrics = Json::object();
  for (const RobustMetric& metric : robustness.metrics) {
    metrics[metric.name] = {{"clean", json_number(metric.clean)},
                            {"transformed", json_number(metric.transformed)}};
  }
  Json json{{"samples", robustness.samples}, {"metrics", std::move(metrics)}};
  if (robustness.corruptions.empty()) return json;
  Json& corruptions = json["corruptions"] = Json::object();
  for (const CorruptionResult& one : robustness.corruptions) {
    corruptions[one.name] = {{"samples", one.samples}, {"value", json_number(one.value)}};
  }
  json["mPC"] = json_number(robustness.mpc);
  json["rPC"] = json_number(robustness.rpc);
  json["mCE"] = json_number(robustness.mce);
  json["relative_mCE"] = json_number(robustness.relative_mce);
  return json;
}

Json json_boundary(const StressBoundary& boundary) {
  Json surviving = Json::array();
  for (const auto& [change, part] : boundary.surviving) {
    surviving.push_back(Json::array({json_number(change), json_number(part)}));
  }
  Json bands = Json::array();
  for (const Range& band : boundary.bands) bands.push_back(json_range(band));
  return {{"side", boundary.side},
          {"unit", boundary.unit},
          {"range", json_number(boundary.range)},
          {"median", json_number(boundary.median)},
          {"low", json_number(boundary.low)},
          {"high", json_number(boundary.high)},
          {"lower", json_number(boundary.lower)},
          {"images", boundary.images},
          {"failed", boundary.failed},
          {"not_monotone", boundary.not_monotone},
          {"surviving", std::move(surviving)},
          {"bands", std::move(bands)}};
}

Json json_axes(const std::vector<StressAxis>& axes) {
  Json list = Json::array();
  for (const StressAxis& axis : axes) {
    Json json{{"axis", axis.axis}, {"values", axis.values}};
    Json& attribution = json["attribution"];
    if (axis.total) {
      attribution = {{"first", json_number(axis.first)},
                     {"first_interval", json_range(*axis.first_interval)},
                     {"total", json_number(axis.total)},
                     {"total_interval", json_range(*axis.total_interval)}};
    }
    json["boundary"] = Json::array();
    for (const StressBoundary& boundary : axis.boundaries) {
      json["boundary"].push_back(json_boundary(boundary));
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json json_clusters(const std::vector<StressCluster>& clusters) {
  Json list = Json::array();
  for (const StressCluster& cluster : clusters) {
    list.push_back({{"rule", cluster.rule},
                    {"mode", cluster.mode},
                    {"images", cluster.images},
                    {"failures", cluster.failures},
                    {"precision", json_number(cluster.precision)},
                    {"recall", json_number(cluster.recall)},
                    {"examples", cluster.examples}});
  }
  return list;
}

Json json_map(const StressPairMap& map) {
  Json cells = Json::array();
  for (const CellCount& cell : map.cells) {
    cells.push_back({{"passed", cell.passed}, {"failed", cell.failed}});
  }
  // Arrays by name: two texts, or two lists of two, would be taken for members of an object.
  return {{"axes", Json::array({map.first, map.second})},
          {"values", Json::array({map.first_cells, map.second_cells})},
          {"cells", std::move(cells)}};
}

Json json_maps(const std::vector<StressPairMap>& maps) {
  Json list = Json::array();
  for (const StressPairMap& map : maps) list.push_back(json_map(map));
  return list;
}

Json json_coverage(const StressCoverage& coverage) {
  return {{"of", "pairs of cells of two axes"},
          {"passed", coverage.passed},
          {"failed", coverage.failed},
          {"untested", coverage.untested},
          {"untested_examples", coverage.examples},
          {"pairs_of_axes", coverage.pairs},
          {"maps", json_maps(coverage.maps)}};
}

Json json_stress(const StressResults& results) {
  return {{"domain", results.domain},
          {"search", results.search},
          {"score", results.score},
          {"oracle", results.oracle},
          {"threshold", json_number(results.threshold)},
          {"min_score", json_number(results.min_score)},
          {"seed", results.seed},
          {"budget", results.budget},
          {"predictions", results.predictions},
          {"datapoints_at_stake", results.at_stake},
          {"right", results.right},
          {"right_of", results.right_of},
          {"datapoints_broken", results.datapoints_broken},
          {"failures", results.failures},
          {"distinct_failures", results.distinct_failures},
          {"failure_probability", json_probability(results.probability)},
          {"robust", json_robustness(results.robustness)},
          {"axes", json_axes(results.axes)},
          {"clusters", json_clusters(results.clusters)},
          {"coverage", json_coverage(results.coverage)}};
}

Json json_file(const std::string& name) {
  return name.empty() ? Json(nullptr) : Json(name);
}

Json json_finding(const StressFinding& finding) {
  return {{"trial", finding.trial},
          {"datapoint", finding.datapoint},
          {"mode", finding.mode},
          {"score", json_number(finding.score)},
          {"changed", finding.changed},
          {"domain", finding.domain},
          {"seed", finding.seed},
          {"draw", finding.draw},
          {"point", finding.settings},
          {"found", finding.found},
          {"reduced", finding.reduced},
          {"confirmed", finding.confirmed},
          {"objects", finding.objects},
          {"false_positives", finding.false_positives},
          {"before", json_file(finding.before)},
          {"after", json_file(finding.after)},
          {"replay", finding.replay}};
}

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

}  // namespace

bool StressResults::pass() const {
  return std::all_of(gates.begin(), gates.end(), [](const Gate& gate) { return gate.pass; });
}

std::string stress_summary_json(const StressResults& results) {
  const Counts& counts = results.counts;
  Json json;
  json["schema"] = kSchema;
  json["command"] = "stress";
  json["model"] = results.model;
  json["dataset"] = results.dataset;
  json["device"] = results.device;
  json["datapoints"] =
      Json{{"total", counts.total}, {"evaluated", counts.evaluated}, {"failed", counts.failed}};
  json["stress"] = json_stress(results);
  json["failures"] = json_failures(results.failures_of_baseline);
  if (!results.incidents.empty()) json["incidents"] = json_incidents(results.incidents);
  json["gates"] = json_gates(results.gates);
  json["verdict"] = results.pass() ? "pass" : "fail";
  return dump(json, 2) + "\n";
}

std::string stress_text(const StressResults& results) {
  std::string text =
      line(fmt::format("{} on {} in {} ({})", results.model, results.dataset, results.domain,
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
  const StressCoverage& coverage = results.coverage;
  text += fmt::format("pairs of cells: {} passed, {} failed, {} not tested\n", coverage.passed,
                      coverage.failed, coverage.untested);
  text += lines_of("warnings", results.warnings, results.warnings.size(),
                   [](const std::string& warning) { return line("  " + warning); });
  text += lines_of("gates", results.gates, results.gates.size(), gate_text);
  return text + fmt::format("verdict: {}\n", results.pass() ? "pass" : "fail");
}

std::string finding_lines(const std::vector<StressFinding>& findings) {
  std::string lines;
  for (const StressFinding& finding : findings) lines += dump(json_finding(finding)) + "\n";
  return lines;
}

}  // namespace assay::report
