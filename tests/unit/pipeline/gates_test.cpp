// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/gates.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "core/base/error.hpp"
#include "core/base/file.hpp"

namespace assay::pipeline {
namespace {

definition::Gate gate(std::string metric, std::optional<double> minimum,
                      std::optional<double> maximum) {
  return {std::move(metric), minimum, maximum, {1, 1}};
}

const evaluation::Summary kValues{
    {"datapoints.failed", 0.0}, {"bbox.AP", 0.5}, {"bbox.APs", -1.0}, {"bbox.AR1", std::nullopt}};

TEST(JudgeGates, HoldsBothBoundsInclusive) {
  EXPECT_TRUE(verdict(judge_gates({gate("bbox.AP", 0.5, 0.5)}, kValues)));
  EXPECT_FALSE(verdict(judge_gates({gate("bbox.AP", 0.51, std::nullopt)}, kValues)));
  EXPECT_FALSE(verdict(judge_gates({gate("bbox.AP", std::nullopt, 0.49)}, kValues)));
}

TEST(JudgeGates, FailsOnWhatIsNotDefined) {
  EXPECT_FALSE(verdict(judge_gates({gate("bbox.APs", -2.0, std::nullopt)}, kValues)));
  EXPECT_FALSE(verdict(judge_gates({gate("bbox.AR1", 0.0, std::nullopt)}, kValues)));
  EXPECT_FALSE(verdict(judge_gates({gate("bbox.none", 0.0, std::nullopt)}, kValues)));
}

TEST(JudgeGates, AllowsNoFailedDatapointUnlessToldOtherwise) {
  const evaluation::Summary one_failed{{"datapoints.failed", 1.0}};
  EXPECT_FALSE(verdict(judge_gates({}, one_failed)));
  EXPECT_TRUE(verdict(judge_gates({gate("datapoints.failed", std::nullopt, 3.0)}, one_failed)));
}

TEST(GateMetrics, AreAllInTheReadme) {
  const std::string page =
      read_file(std::filesystem::path(ASSAY_SOURCE_DIR) / "core/report/README.md");
  const auto has = [&](const std::string& word) {
    return page.find('`' + word + '`') != std::string::npos;
  };
  for (int type = 0; type <= static_cast<int>(definition::ProblemType::custom); ++type) {
    for (const std::string& metric : gate_metrics(static_cast<definition::ProblemType>(type))) {
      if (metric.starts_with("metrics_failed_as_empty.") || metric.starts_with(kRobust)) continue;
      const std::size_t dot = metric.find('.') + 1;
      EXPECT_TRUE(has(metric) || (has(metric.substr(0, dot)) && has(metric.substr(dot)))) << metric;
    }
  }
}

TEST(CheckGates, PointsAtAnUnknownMetric) {
  definition::Definition definition;
  definition.source = {"a.yaml", "gates: [{metric: bbox.AP5O, min: 1}]"};
  definition.project.problem_type = definition::ProblemType::object_detection;
  definition.gates = {{"bbox.AP5O", 1.0, std::nullopt, {1, 18}}};
  try {
    check_gates(definition);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::definition);
    EXPECT_TRUE(error.message().starts_with(
        "a.yaml:1:18: ObjectDetection has no metric 'bbox.AP5O'; did you mean 'bbox.AP50'?"))
        << error.message();
    EXPECT_NE(error.message().find("bbox.ARl, failure_probability, stress.datapoints_broken, and "
                                   "metrics_failed_as_empty.<metric> or robust.<metric>)"),
              std::string::npos)
        << error.message();
  }
}

TEST(CheckGates, KnowsTheMetricsOfEachProblemTypeOnly) {
  definition::Definition definition;
  definition.project.problem_type = definition::ProblemType::classification;
  definition.gates = {gate("classification.top1", 0.5, std::nullopt)};
  EXPECT_NO_THROW(check_gates(definition));
  definition.gates = {gate("bbox.AP", 0.5, std::nullopt)};
  EXPECT_THROW(check_gates(definition), Error);
}

TEST(CheckNamedGates, KnowTheNumbersOfTheDataSet) {
  definition::Definition definition;
  definition.source = {"a.yaml", "gates"};
  definition.project.problem_type = definition::ProblemType::image_regression;
  dataset::Dataset data;
  data.truth = dataset::RegressionTruth{{"age", "eye.left"}, {}};
  for (const char* metric : {"regression.age.mae", "regression.eye.left.bias",
                             "metrics_failed_as_empty.regression.age.r2"}) {
    definition.gates = {gate(metric, std::nullopt, 5.0)};
    EXPECT_NO_THROW(check_gates(definition)) << metric;
    EXPECT_NO_THROW(check_named_gates(definition, data)) << metric;
  }
  definition.gates = {gate("regression.aeg.mae", std::nullopt, 5.0)};
  EXPECT_NO_THROW(check_gates(definition));
  try {
    check_named_gates(definition, data);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("the data set has no metric 'regression.aeg.mae'; did you mean "
                                   "'regression.age.mae'? (it has: regression.age.mae, "),
              std::string::npos)
        << error.message();
  }
}

TEST(CheckNamedGates, KnowTheClassesOfTheDataSet) {
  definition::Definition definition;
  definition.source = {"a.yaml", "gates"};
  definition.project.problem_type = definition::ProblemType::semantic_segmentation;
  dataset::Dataset data;
  data.categories = {{0, "road"}, {1, "car"}};
  definition.gates = {gate("classes.car.IoU", 0.5, std::nullopt)};
  EXPECT_NO_THROW(check_gates(definition));
  EXPECT_NO_THROW(check_named_gates(definition, data));
  for (const char* wrong : {"classes.cat.IoU", "classes.car.AP"}) {
    definition.gates = {gate(wrong, 0.5, std::nullopt)};
    EXPECT_NO_THROW(check_gates(definition));
    EXPECT_THROW(check_named_gates(definition, data), Error) << wrong;
  }
  definition.project.problem_type = definition::ProblemType::output_image;
  definition.gates = {gate("classes.car.IoU", 0.5, std::nullopt)};
  EXPECT_THROW(check_gates(definition), Error);
}

TEST(CheckGates, KnowsTheMetricsWithFailedOnesAsEmpty) {
  definition::Definition definition;
  definition.project.problem_type = definition::ProblemType::classification;
  definition.gates = {gate("metrics_failed_as_empty.classification.top5", 0.5, std::nullopt)};
  EXPECT_NO_THROW(check_gates(definition));
  definition.gates = {gate("metrics_failed_as_empty.bbox.AP", 0.5, std::nullopt)};
  EXPECT_THROW(check_gates(definition), Error);
  definition.project.problem_type = definition::ProblemType::object_detection;
  EXPECT_NO_THROW(check_gates(definition));
}

}  // namespace
}  // namespace assay::pipeline
