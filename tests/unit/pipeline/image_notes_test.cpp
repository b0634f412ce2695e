// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_notes.hpp"

#include <gmock/gmock.h>

namespace assay::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

predict::Outcome noted(std::vector<std::string> notes) {
  return {0, {1, 1}, predict::Prediction{}, std::move(notes)};
}

TEST(ImageNotes, AreCountedTheMostFrequentFirst) {
  const std::vector<predict::Outcome> outcomes{
      noted({"grey given as colour"}), noted({"grey given as colour", "alpha dropped"}), noted({}),
      noted({"CMYK converted without a colour profile"})};
  EXPECT_THAT(
      warnings_about_images(outcomes),
      ElementsAre("2 images: grey given as colour",
                  "1 image: CMYK converted without a colour profile", "1 image: alpha dropped"));
}

TEST(ImageNotes, OfOrdinaryImagesAreNone) {
  EXPECT_THAT(warnings_about_images(std::vector{noted({})}), IsEmpty());
}

TEST(ImageNotes, OfFailuresCountToo) {
  const predict::Failure died{predict::FailureKind::plugin_crash, "died"};
  const std::vector<predict::Outcome> outcomes{{0, {1, 1}, died, {"alpha dropped"}}};
  EXPECT_THAT(warnings_about_images(outcomes), ElementsAre("1 image: alpha dropped"));
}

TEST(ImageNotes, BeyondADozenShareALine) {
  std::vector<predict::Outcome> outcomes;
  for (int i = 0; i < 15; ++i) outcomes.push_back(noted({"note " + std::to_string(10 + i)}));
  const auto warnings = warnings_about_images(outcomes);
  ASSERT_EQ(warnings.size(), 13U);
  EXPECT_EQ(warnings[11], "1 image: note 21");
  EXPECT_EQ(warnings[12], "3 more kinds of notes on images are in journal.jsonl");
}

}  // namespace
}  // namespace assay::pipeline
