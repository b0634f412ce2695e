// SPDX-License-Identifier: Apache-2.0
#include "core/report/summary.hpp"

#include <algorithm>

#include "core/report/json.hpp"

namespace assay::report {
namespace {

constexpr int kSchema = 1;

Json json_groups(const std::vector<MetricGroup>& groups) {
  Json all = Json::object();
  for (const MetricGroup& group : groups) {
    Json& metrics = all[group.name] = Json::object();
    for (const auto& metric : group.metrics) metrics[metric.name] = json_number(metric.value);
  }
  return all;
}

/// [{"name": "cat", "AP": 0.5, "objects": 7}, ...]: names may be there twice.
Json json_classes(const ClassTable& table) {
  Json list = Json::array();
  for (const ClassRow& row : table.rows) {
    list.push_back(
        {{"name", row.name}, {table.metric, json_number(row.value)}, {table.counted, row.objects}});
  }
  return list;
}

Json json_confusions(const std::vector<ConfusionPair>& pairs) {
  Json list = Json::array();
  for (const ConfusionPair& pair : pairs) {
    list.push_back({{"truth", pair.truth}, {"predicted", pair.predicted}, {"count", pair.count}});
  }
  return list;
}

}  // namespace

std::string summary_json(const RunResults& results) {
  const Counts& counts = results.counts;
  Json json;
  json["schema"] = kSchema;
  json["command"] = results.command;
  json["model"] = results.model;
  json["dataset"] = results.dataset;
  json["device"] = results.device;
  json["datapoints"] =
      Json{{"total", counts.total}, {"evaluated", counts.evaluated}, {"failed", counts.failed}};
  json["metrics"] = json_groups(results.metrics);
  json["metrics_failed_as_empty"] = json_groups(results.metrics_failed_as_empty);
  if (results.classes) json["classes"] = json_classes(*results.classes);
  if (!results.confusions.empty()) json["confusions"] = json_confusions(results.confusions);
  json["failures"] = json_failures(results.failures);
  if (!results.incidents.empty()) json["incidents"] = json_incidents(results.incidents);
  json["gates"] = json_gates(results.gates);
  json["verdict"] = results.pass ? "pass" : "fail";
  return dump(json, 2) + "\n";
}

}  // namespace assay::report
