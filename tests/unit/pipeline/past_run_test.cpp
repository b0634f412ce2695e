// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/past_run.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::pipeline {
namespace {

using Json = nlohmann::json;

Json summary() {
  return Json::parse(R"({
    "model": "net", "dataset": "val", "datapoints": {"total": 15},
    "stress": {"severity": 2.5, "score": "efemarai", "oracle": "baseline", "threshold": 0.25}})");
}

/// The run of a folder with that summary.
PastRun read(const Json& json) {
  const test::TemporaryDirectory folder;
  folder.write("summary.json", json.dump());
  return read_past_run(folder.path());
}

TEST(PastRun, HasWhatARunWasOfAndHowItJudged) {
  const PastRun run = read(summary());
  EXPECT_EQ(run.model, "net");
  EXPECT_EQ(run.dataset, "val");
  EXPECT_EQ(run.datapoints, 15U);
  EXPECT_EQ(run.severity, 2.5);
  EXPECT_EQ(run.rules.score, "efemarai");
  EXPECT_EQ(run.rules.oracle, definition::Oracle::baseline);
  EXPECT_EQ(run.rules.threshold, 0.25);
}

TEST(PastRun, HasNoSeverityWhereNoneWasAskedFor) {
  Json json = summary();
  json["stress"]["severity"] = nullptr;
  json["stress"]["threshold"] = nullptr;
  EXPECT_EQ(read(json).severity, std::nullopt);
  EXPECT_EQ(read(json).rules.threshold, std::nullopt);
  json["stress"].erase("severity");  // as a run was written that knew of none
  EXPECT_EQ(read(json).severity, std::nullopt);
}

TEST(PastRun, RefusesWhatNoRunHasWritten) {
  const Json changes = Json::parse(R"([
    {"stress": null}, {"stress": {"score": "mine"}}, {"stress": {"oracle": "me"}},
    {"stress": {"severity": 0}}, {"stress": {"severity": 5.5}}, {"stress": {"severity": "2"}},
    {"stress": {"threshold": "0.5"}}, {"datapoints": {"total": -1}},
    {"datapoints": {"total": 1e300}}, {"datapoints": {"total": 1.5}}, {"model": 5}])");
  for (const Json& change : changes) {
    Json json = summary();
    json.merge_patch(change);
    try {
      (void)read(json);
      ADD_FAILURE() << change;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      EXPECT_THAT(error.message(), testing::HasSubstr("is no summary of a stress test"));
    }
  }
}

}  // namespace
}  // namespace assay::pipeline
