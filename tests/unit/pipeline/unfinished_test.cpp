// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/unfinished.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

using Indices = std::vector<std::size_t>;

const std::string kHeader = seal_line("{\"journal\":1");

/// A class for each image, and a mask that is too large for a line.
predict::Outcome outcome(std::size_t index, std::string scores = "scores") {
  return {index,
          {300, 300},
          predict::Prediction{{test::array_field<std::int64_t>("classes", {1}, {0}),
                               test::array_field<std::uint8_t>("masks", {1, 300, 300},
                                                               std::vector<std::uint8_t>(90000, 1)),
                               test::array_field<float>(std::move(scores), {1}, {0.5F})}}};
}

/// Three images, classified and recorded.
class UnfinishedRun : public ::testing::Test {
 protected:
  UnfinishedRun() {
    definition_.project.problem_type = definition::ProblemType::classification;
    data_.categories = {{0, "cat"}};
    data_.truth = dataset::ClassTruth{{0, 0, 0}, false};
    for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) {
      data_.datapoints.push_back({name, 0, directory_.write(name, name)});
    }
    for (std::size_t i = 0; i < 3; ++i) record(outcome(i));
  }

  void record(const predict::Outcome& outcome) const {
    const RunInput run = input();
    const dataset::Datapoint& datapoint = run.dataset.datapoints[outcome.index];
    JournalWriter writer(run_.journal(), run_.fields(), kHeader,
                         open_journal(run_.journal(), kHeader, 3));
    writer.append(to_record(outcome, datapoint.id, stamp_of(datapoint.path)));
    writer.finish();
  }
  RunInput input() const {
    return {definition_, model_, spec_, data_, evaluation::make_class_map({}, data_), 3};
  }
  Indices missing() const { return unfinished_of(input(), run_, kHeader).missing; }

  test::TemporaryDirectory directory_;
  RunDirectory run_{directory_.path() / "run", false};
  definition::Definition definition_;
  definition::Model model_;
  definition::Dataset spec_;
  dataset::Dataset data_;
};

TEST_F(UnfinishedRun, MissesNothingOfAWholeRecord) {
  EXPECT_EQ(missing(), Indices{});
}

TEST_F(UnfinishedRun, MissesAllWithoutAJournal) {
  std::filesystem::remove(run_.journal());
  EXPECT_EQ(missing(), (Indices{0, 1, 2}));
}

TEST_F(UnfinishedRun, MissesAnImageThatHasChanged) {
  directory_.write("b.jpg", "larger");
  EXPECT_EQ(missing(), Indices{1});
}

TEST_F(UnfinishedRun, MissesADatapointWhoseBlobIsLost) {
  std::filesystem::remove(run_.fields() / "00000002-1.bin");
  EXPECT_EQ(missing(), Indices{2});
}

TEST_F(UnfinishedRun, MissesAPredictionThatCouldNotBeScored) {
  record(outcome(0, "scorez"));
  EXPECT_EQ(missing(), Indices{0});
}

}  // namespace
}  // namespace assay::pipeline
