// SPDX-License-Identifier: Apache-2.0
#include "core/report/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/unit/report/sample.hpp"

namespace assay::report {
namespace {

TEST(Summary, IsAsTheContractShowsIt) {
  EXPECT_EQ(summary_json(test::sample()), R"json({
  "schema": 1,
  "command": "evaluate",
  "model": "detector",
  "dataset": "val",
  "device": "cpu",
  "datapoints": {
    "total": 54,
    "evaluated": 53,
    "failed": 1
  },
  "metrics": {
    "bbox": {
      "AP": 0.1712,
      "AP50": 0.30341,
      "APs": -1,
      "AR1": null
    }
  },
  "metrics_failed_as_empty": {
    "bbox": {
      "AP": 0.17,
      "AP50": 0.3,
      "APs": -1,
      "AR1": null
    }
  },
  "failures": [
    {
      "datapoint": "000123.jpg",
      "kind": "plugin_crash",
      "message": "died by signal 11 (SIGSEGV)"
    }
  ],
  "gates": [
    {
      "metric": "datapoints.failed",
      "max": 0,
      "value": 1,
      "pass": false
    },
    {
      "metric": "bbox.AP50",
      "min": 0.3,
      "value": 0.30341,
      "pass": true
    }
  ],
  "verdict": "fail"
}
)json");
}

TEST(Summary, HasTheNumbersOfEachClassAndTheConfusions) {
  RunResults run = test::sample();
  run.classes = ClassTable{"IoU", {{"car", 7, 0.5}, {"bus", 0, std::nullopt}}, "pixels"};
  run.confusions = {{"car", "bus", 3}};
  const std::string json = summary_json(run);
  for (const char* part : {"\"IoU\": 0.5", "\"pixels\": 7", "\"name\": \"car\"", "\"IoU\": null",
                           "\"predicted\": \"bus\"", "\"count\": 3"}) {
    EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
  }
}

TEST(Summary, ListsTheFirstHundredFailures) {
  RunResults run = test::sample();
  run.failures.assign(101, run.failures[0]);
  EXPECT_EQ(nlohmann::json::parse(summary_json(run))["failures"].size(), 100U);
}

TEST(Summary, GivesTheSameDoubleBack) {
  RunResults run = test::sample();
  run.metrics[0].metrics[0].value = 0.1 + 0.2;
  const auto json = nlohmann::json::parse(summary_json(run));
  EXPECT_EQ(json["metrics"]["bbox"]["AP"].get<double>(), 0.1 + 0.2);
}

TEST(Summary, SurvivesHostileNames) {
  const auto json = nlohmann::json::parse(summary_json(test::hostile_sample()));
  EXPECT_EQ(json["failures"][0]["message"].get<std::string>().substr(0, 8), "<script>");
}

TEST(Summary, WritesNoNumberThatJsonLacks) {
  RunResults run = test::sample();
  run.gates[1].value = std::nan("");
  EXPECT_TRUE(nlohmann::json::parse(summary_json(run))["gates"][1]["value"].is_null());
}

TEST(Summary, HasEmptyObjectsForATaskWithoutMetrics) {
  RunResults run = test::sample();
  run.metrics.clear();
  EXPECT_TRUE(nlohmann::json::parse(summary_json(run))["metrics"].is_object());
}

}  // namespace
}  // namespace assay::report
