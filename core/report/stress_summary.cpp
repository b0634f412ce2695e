// SPDX-License-Identifier: Apache-2.0
#include "core/report/stress_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/json.hpp"
#include "core/report/text.hpp"

namespace assay::report {
namespace {

constexpr int kSchema = 1;
constexpr std::size_t kFindingsShown = 5;
constexpr std::size_t kColumns = 100;

Json json_stress(const StressResults& results) {
  Json json{{"domain", results.domain},
            {"search", results.search},
            {"score", results.score},
            {"oracle", results.oracle},
            {"threshold", json_number(results.threshold)},
            {"min_score", json_number(results.min_score)},
            {"seed", results.seed},
            {"budget", results.budget},
            {"predictions", results.predictions},
            {"datapoints_at_stake", results.at_stake},
            {"datapoints_broken", results.datapoints_broken},
            {"failures", results.failures},
            {"distinct_failures", results.distinct_failures}};
  return json;
}

std::string line(const std::string& text) {
  return shortened(one_line(text), kColumns) + "\n";
}

std::string finding_text(const StressFinding& finding) {
  std::string text =
      line(fmt::format("  {}: {} (score {:.2f})", finding.datapoint, finding.mode, finding.score));
  return text + line("    " + fmt::format("{}", fmt::join(finding.settings, " ")));
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
  const std::size_t shown = std::min(kFindingsShown, results.findings.size());
  if (shown > 0) text += "findings\n";
  for (std::size_t i = 0; i < shown; ++i) text += finding_text(results.findings[i]);
  if (shown < results.findings.size()) {
    text += fmt::format("  and {} more\n", results.findings.size() - shown);
  }
  return text + fmt::format("verdict: {}\n", results.pass() ? "pass" : "fail");
}

}  // namespace assay::report
