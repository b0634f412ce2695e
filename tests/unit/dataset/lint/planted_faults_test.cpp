// SPDX-License-Identifier: Apache-2.0
// One fault in an otherwise clean data set, over every reader: the linter names its rule, its file
// and its record, and says nothing that does not follow from it. Whatever a run would refuse is an
// error here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/base/error.hpp"
#include "core/dataset/dataset.hpp"
#include "core/dataset/lint/lint.hpp"
#include "core/dataset/truth_fit.hpp"
#include "tests/unit/dataset/lint/planted_faults.hpp"

namespace assay::dataset::lint {
namespace {

using test::TemporaryDirectory;

std::vector<Planted> all_faults() {
  std::vector<Planted> all;
  for (const auto& some : {faults_in_coco(), faults_in_keypoints(), faults_in_panoptic(),
                           faults_in_classes(), faults_in_companions(), faults_in_lines()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::string text_in(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void plant(const Planted& planted, const TemporaryDirectory& directory) {
  if (planted.to == kRemove) {
    std::filesystem::remove(directory.path() / planted.file);
    return;
  }
  std::string text = planted.to;
  if (!planted.from.empty()) {
    text = text_in(directory.path() / planted.file);
    const std::size_t at = text.find(planted.from);
    ASSERT_NE(at, std::string::npos) << planted.from;
    text.replace(at, planted.from.size(), planted.to);
  }
  directory.write(planted.file, text);
}

std::string words(const Finding& finding) {
  return std::string(text_of(finding.rule).id) + " | " + finding.file + " | " + finding.record +
         " | " + finding.what;
}

std::string words(const Report& report) {
  std::string text;
  for (const Finding& finding : report.findings.by_rule()) text += words(finding) + "\n";
  return text;
}

bool is_refused(const CleanSet& set) {
  try {
    return unfit_truth(set.task, load_dataset(set.spec, set.task)).has_value();
  } catch (const Error& error) {
    EXPECT_TRUE(error.kind() == ErrorKind::dataset || error.kind() == ErrorKind::io);
    return true;
  }
}

class PlantedFault : public testing::TestWithParam<Planted> {};

TEST_P(PlantedFault, IsNamedWithFileAndRecord) {
  const Planted& planted = GetParam();
  const TemporaryDirectory directory;
  const CleanSet set = make_clean(planted.base, directory);
  plant(planted, directory);

  const Report report = check(set.spec, set.task);

  bool found = false;
  for (const Finding& finding : report.findings.by_rule()) {
    const std::string rule(text_of(finding.rule).id);
    const bool is_it = rule == planted.rule && finding.record == planted.record &&
                       finding.file == (directory.path() / planted.in_file).string();
    found = found || is_it;
    const bool follows =
        std::find(planted.also.begin(), planted.also.end(), rule) != planted.also.end();
    EXPECT_TRUE(follows || rule == planted.rule) << words(finding);
    EXPECT_FALSE(finding.what.empty());
  }
  EXPECT_TRUE(found) << words(report);
  if (is_refused(set)) {
    EXPECT_GT(report.findings.errors(), 0U) << words(report);
  }
}

INSTANTIATE_TEST_SUITE_P(Lint, PlantedFault, testing::ValuesIn(all_faults()),
                         [](const auto& of) { return std::string(of.param.name); });

TEST(PlantedFaults, AreSixtyAtLeast) {
  EXPECT_GE(all_faults().size(), 60U);
}

class CleanTwin : public testing::TestWithParam<int> {};

TEST_P(CleanTwin, HasNoFinding) {
  const TemporaryDirectory directory;
  const CleanSet set = make_clean(static_cast<Base>(GetParam()), directory);

  const Report report = check(set.spec, set.task);

  EXPECT_EQ(words(report), "");
  EXPECT_GE(report.images, 2U);
  EXPECT_FALSE(is_refused(set));
}

INSTANTIATE_TEST_SUITE_P(Lint, CleanTwin, testing::Range(0, kBaseCount));

}  // namespace
}  // namespace assay::dataset::lint
