// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/regression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/base/error.hpp"
#include "tests/unit/evaluation/make_outcomes.hpp"

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

/// Ages 10, 20, 60 and the constant 1.
dataset::Dataset three_people() {
  dataset::Dataset dataset;
  dataset.datapoints = {{"a.jpg", 0, "/a.jpg"}, {"b.jpg", 1, "/b.jpg"}, {"c.jpg", 2, "/c.jpg"}};
  dataset.truth = dataset::RegressionTruth{{"age", "one"}, {10, 1, 20, 1, 60, 1}};
  return dataset;
}

predict::Outcome said(std::size_t index, float age, float one) {
  return predicted(index, {floats("regressed_values", {age, one})});
}

TEST(EvaluateRegression, AveragesErrorsOverAllNumbersAndPerName) {
  const std::vector<predict::Outcome> outcomes = {said(0, 13, 1), said(1, 16, 1), said(2, 60, 2)};
  const RegressionResult result = evaluate_regression(three_people(), outcomes);

  const double r2 = 1 - 25.0 / 1400;  // 400 + 100 + 900 around a mean of 30
  EXPECT_THAT(result.evaluated, ElementsAre(Metric{"mae", 8.0 / 6},
                                            Metric{"rmse", std::sqrt(26.0 / 6)}, Metric{"r2", r2}));
  EXPECT_EQ(result.failed_as_empty, result.evaluated);
  EXPECT_THAT(result.names,
              ElementsAre(ValueErrors{"age", 7.0 / 3, std::sqrt(25.0 / 3), r2, -1.0 / 3},
                          ValueErrors{"one", 1.0 / 3, std::sqrt(1.0 / 3), std::nullopt, 1.0 / 3}));
  ASSERT_EQ(result.datapoints.size(), 3U);
  EXPECT_EQ(result.datapoints[1].index, 1U);
  EXPECT_EQ(result.datapoints[1].mean_error, 2);
  EXPECT_THAT(result.datapoints[1].predicted, ElementsAre(16, 1));
}

TEST(EvaluateRegression, LeavesUndefinedWhatAFailedDatapointCannotSay) {
  const std::vector<predict::Outcome> outcomes = {said(0, 12, 1), failed(1), said(2, 60, 1)};
  const RegressionResult result = evaluate_regression(three_people(), outcomes);

  EXPECT_EQ(result.evaluated[0].value, 0.5);
  EXPECT_THAT(result.failed_as_empty,
              ElementsAre(Metric{"mae", std::nullopt}, Metric{"rmse", std::nullopt},
                          Metric{"r2", std::nullopt}));
}

TEST(EvaluateRegression, IsUndefinedOfNoDatapoints) {
  const std::vector<predict::Outcome> outcomes = {failed(0)};
  const RegressionResult result = evaluate_regression(three_people(), outcomes);
  EXPECT_EQ(result.evaluated[0].value, std::nullopt);
  EXPECT_EQ(result.names[0].mae, std::nullopt);
}

TEST(EvaluateRegression, NamesTheDatapointOfAFaultyPrediction) {
  const std::vector<predict::Outcome> outcomes = {predicted(1, {})};
  try {
    evaluate_regression(three_people(), outcomes);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_THAT(error.message(), HasSubstr("prediction of b.jpg: the field 'regressed_values'"));
  }
}

struct Faulty {
  predict::Field field;
  std::string says;
};

class FaultInValues : public testing::TestWithParam<Faulty> {};

TEST_P(FaultInValues, SaysWhatIsWrong) {
  EXPECT_THAT(fault_in_values({{GetParam().field}}, 2), Optional(HasSubstr(GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(
    Fields, FaultInValues,
    testing::Values(Faulty{floats("regressed_value", {1, 2}), "'regressed_values' is missing"},
                    Faulty{floats("regressed_values", {1}), "has the shape [1]; [2] is wanted"},
                    Faulty{floats("regressed_values", {1, 2, 3}), "has the shape [3]"},
                    Faulty{
                        array_field<float>("regressed_values", predict::DType::f32, {1, 2}, {1, 2}),
                        "has the shape [1, 2]"},
                    Faulty{floats("regressed_values", {1, std::numeric_limits<float>::infinity()}),
                           "has inf at element 1"},
                    Faulty{texts("regressed_values", {"1", "2"}), "is not an array"}));

TEST(FaultInValues, IsSilentOnNumbersOfAnyType) {
  EXPECT_EQ(fault_in_values({{floats("regressed_values", {1, 2})}}, 2), std::nullopt);
  EXPECT_EQ(fault_in_values({{indices("regressed_values", {1, 2})}}, 2), std::nullopt);
}

}  // namespace
}  // namespace assay::evaluation
