// SPDX-License-Identifier: Apache-2.0
#include "core/report/stress_summary.hpp"

#include <algorithm>

#include "core/report/json.hpp"
#include "core/report/number.hpp"

namespace assay::report {
namespace {

constexpr int kSchema = 1;

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

/// After what they are of.
Json json_combinations(Json json, const StressCombinations& combinations) {
  json["passed"] = combinations.passed;
  json["failed"] = combinations.failed;
  json["untested"] = combinations.untested;
  json["untested_examples"] = combinations.examples;
  return json;
}

/// The pairs, or what there is of fewer axes.
StressCombinations pairs_of(const StressCoverage& coverage) {
  StressCombinations pairs{2, 0, 0, 0, {}};
  for (const StressCombinations& one : coverage.combinations) {
    if (one.axes <= 2) pairs = one;
  }
  return pairs;
}

Json json_coverage(const StressCoverage& coverage) {
  const StressCombinations pairs = pairs_of(coverage);
  Json json = json_combinations({{"of", name_of(pairs)}}, pairs);
  json["combinations"] = Json::array();
  for (const StressCombinations& one : coverage.combinations) {
    json["combinations"].push_back(json_combinations({{"axes", one.axes}}, one));
  }
  json["pairs_of_axes"] = coverage.pairs;
  json["maps"] = json_maps(coverage.maps);
  return json;
}

Json json_stress(const StressResults& results) {
  return {{"domain", results.domain},
          {"severity", json_number(results.severity)},
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

std::string finding_lines(const std::vector<StressFinding>& findings) {
  std::string lines;
  for (const StressFinding& finding : findings) lines += dump(json_finding(finding)) + "\n";
  return lines;
}

}  // namespace assay::report
