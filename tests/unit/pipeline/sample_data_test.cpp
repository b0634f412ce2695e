// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/sample_data.hpp"

#include <gmock/gmock.h>

#include "tests/unit/pipeline/stress_outcome.hpp"

namespace assay::pipeline {
namespace {

using dataset::Annotation;

constexpr image::Size kSize{60, 40};

/// A mask of all pixels in the columns from `first` to 30.
image::RunLengths columns(image::Size size, std::uint32_t first) {
  const auto height = static_cast<std::uint32_t>(size.height);
  const auto width = static_cast<std::uint32_t>(size.width);
  return {size, {first * height, (30 - first) * height, (width - 30) * height}};
}

/// One image with one object from 10 to 30 by the whole height, whose mask is of that size.
dataset::Dataset masked(image::Size of_mask) {
  dataset::Dataset data;
  data.categories = {{1, "cat"}};
  data.datapoints = {{"a.png", 1, "/none/a.png"}};
  dataset::InstanceTruth truth;
  Annotation annotation{1, 1, 1, 10, 0, 20, 40, 800};
  annotation.shape = truth.shapes.add_run_lengths(columns(of_mask, 10));
  truth.annotations = {annotation};
  data.truth = std::move(truth);
  return data;
}

/// The data set of one trial where the domain does least.
dataset::Dataset sampled(MadeOutcome& made) {
  made.definition.project.problem_type = definition::ProblemType::instance_segmentation;
  JudgedTrial trial;
  trial.number = 7;
  trial.trial.point = made.request.domain.weakest_point();
  const JudgedTrial* trials[] = {&trial};
  const predict::Outcome answers[] = {{0, {kSize.width, kSize.height}, predict::Prediction(), {}}};
  return sample_data(made.outcome(), trials, answers);
}

TEST(SampleData, MovesMasksWithTheirImage) {
  MadeOutcome made("Gamma", masked(kSize));
  const dataset::Dataset data = sampled(made);
  const auto& truth = std::get<dataset::InstanceTruth>(data.truth);
  ASSERT_EQ(truth.annotations.size(), 1U);
  ASSERT_NE(truth.annotations[0].shape, dataset::kNoShape);
  EXPECT_EQ(truth.shapes.mask(truth.annotations[0].shape, kSize), columns(kSize, 10));
}

TEST(SampleData, TakesTheBoxAloneOfAMaskOfAnotherSize) {
  // As of an image that its EXIF orientation has turned.
  MadeOutcome made("Gamma", masked({40, 60}));
  const dataset::Dataset data = sampled(made);
  const auto& truth = std::get<dataset::InstanceTruth>(data.truth);
  ASSERT_EQ(truth.annotations.size(), 1U);
  EXPECT_EQ(truth.annotations[0].shape, dataset::kNoShape);
  EXPECT_EQ(truth.annotations[0].x, 10);
  EXPECT_EQ(truth.annotations[0].width, 20);
  EXPECT_EQ(truth.annotations[0].height, 40);
}

}  // namespace
}  // namespace assay::pipeline
