// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess.hpp"

#include <gtest/gtest.h>

#include "core/pipeline/gates.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

predict::Outcome failed(std::size_t index) {
  return {index, {}, predict::Failure{predict::FailureKind::plugin_crash, "died"}};
}

/// A square of class 0, and that the image is of class 0.
predict::Outcome predicted(std::size_t index) {
  return {index,
          {100, 100},
          predict::Prediction{{test::array_field<float>("boxes", {1, 4}, {0, 0, 10, 10}),
                               test::array_field<std::int64_t>("classes", {1}, {0}),
                               test::array_field<float>("scores", {1}, {0.5F})}}};
}

/// Two images; each has one object, which is of category "cat" and "dog". "cow" has none.
struct TwoImages {
  explicit TwoImages(definition::ProblemType type) {
    definition.project.problem_type = type;
    dataset.datapoints = {{"a.jpg", 10, "/a.jpg"}, {"b.jpg", 20, "/b.jpg"}};
    dataset.categories = {{0, "cat"}, {1, "dog"}, {2, "cow"}};
    dataset.truth = dataset::ClassTruth{{0, 1}, false};
    if (type == definition::ProblemType::object_detection) {
      dataset.truth = dataset::InstanceTruth{
          {{1, 10, 0, 0, 0, 10, 10, 100, false}, {2, 20, 1, 0, 0, 10, 10, 100, false}}};
    }
  }
  report::RunResults assess(const std::vector<predict::Outcome>& outcomes) const {
    const RunInput input{
        definition, model, spec, dataset, evaluation::make_class_map({}, dataset), outcomes.size()};
    return pipeline::assess(input, outcomes, predict::OutcomeStream(outcomes), incidents).results;
  }

  std::vector<predict::Failure> incidents;
  definition::Definition definition;
  definition::Model model;
  definition::Dataset spec;
  dataset::Dataset dataset;
};

class Assess : public ::testing::TestWithParam<definition::ProblemType> {};

INSTANTIATE_TEST_SUITE_P(EachTask, Assess,
                         ::testing::Values(definition::ProblemType::object_detection,
                                           definition::ProblemType::classification),
                         [](const auto& task) {
                           return std::string(definition::name_of(task.param));
                         });

TEST_P(Assess, CountsIncidentsAndWarnsOfThem) {
  TwoImages run(GetParam());
  const predict::Failure crash{predict::FailureKind::plugin_crash, "the plugin died"};
  run.incidents = {crash, {predict::FailureKind::plugin_timeout, "the plugin slept"}, crash};
  run.definition.gates = {{"plugin.incidents", std::nullopt, 2.0, {1, 1}}};

  const report::RunResults results = run.assess({predicted(0), predicted(1)});

  ASSERT_EQ(results.incidents.size(), 2U);
  EXPECT_EQ(results.incidents[0].message, "the plugin died");
  EXPECT_EQ(results.incidents[0].count, 2U);
  EXPECT_EQ(results.warnings.back(), "not repeated when tried again (times: 1): the plugin slept");
  EXPECT_FALSE(results.pass);
}

TEST_P(Assess, HasAValueForEveryMetricThatAGateMayName) {
  TwoImages run(GetParam());
  for (const std::string& metric : gate_metrics(GetParam())) {
    run.definition.gates.push_back({metric, std::nullopt, 100.0, {}});
  }
  for (const report::Gate& gate : run.assess({predicted(0), failed(1)}).gates) {
    EXPECT_TRUE(gate.value) << gate.metric;
  }
}

TEST_P(Assess, JudgesFailedDatapointsAsEmptyWhereAGateAsks) {
  TwoImages run(GetParam());
  const std::string metric =
      GetParam() == definition::ProblemType::classification ? "classification.top1" : "bbox.AP50";
  run.definition.gates = {{metric, 0.9, std::nullopt, {}},
                          {"metrics_failed_as_empty." + metric, 0.9, std::nullopt, {}}};

  const auto gates = run.assess({predicted(0), failed(1)}).gates;

  ASSERT_EQ(gates.size(), 3U);
  EXPECT_TRUE(gates[1].pass);
  EXPECT_FALSE(gates[2].pass);
  EXPECT_DOUBLE_EQ(gates[2].value.value_or(-2), 0.5);
}

TEST_P(Assess, TellsClassesThatAreNotInTheDataFromThoseThatWereNotEvaluated) {
  const auto results = TwoImages(GetParam()).assess({predicted(0), failed(1)});
  ASSERT_TRUE(results.classes);
  ASSERT_EQ(results.classes->rows.size(), 3U);
  const report::ClassRow cat = results.classes->rows[0], dog = results.classes->rows[1],
                         cow = results.classes->rows[2];
  EXPECT_EQ(cat.objects, 1U);
  EXPECT_FALSE(cat.unevaluated);
  EXPECT_EQ(dog.objects, 0U);
  EXPECT_TRUE(dog.unevaluated);
  EXPECT_FALSE(cow.unevaluated);
}

}  // namespace
}  // namespace assay::pipeline
