// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::HasSubstr;

const std::string kRest =
    "project: {name: p}\n"
    "datasets: [{name: val, format: Images, stage: test, data_url: images}]\n"
    "models:\n  - name: net\n    runtime:\n"
    "      load: {entrypoint: 'net:load', output: {name: model}}\n"
    "      predict: {entrypoint: 'net:predict', output: {name: out}}\n"
    "domains: [{name: light, transformations: [{name: a, operator: Gamma}]}]\n";

TEST(ReadTests, HasEfemaraisDefaults) {
  const DefinitionFolder folder;

  const StressTest test =
      folder.parse(kRest + "tests: [{name: t, model: net, domain: light, dataset: val}]\n")
          .tests.at(0);

  EXPECT_EQ(test.name, "t");
  EXPECT_EQ(test.model, "net");
  EXPECT_EQ(test.domain, "light");
  EXPECT_EQ(test.dataset, "val");
  EXPECT_EQ(test.num_samples, 25U);
  EXPECT_EQ(test.num_runs, 40U);
  EXPECT_EQ(test.concurrent_runs, 4U);
  EXPECT_EQ(test.budget, std::nullopt);
  EXPECT_EQ(test.seed, std::nullopt);
  EXPECT_EQ(test.search, "");
  EXPECT_EQ(test.severity, std::nullopt);
  EXPECT_EQ(test.mark, (Mark{9, 16}));
}

TEST(ReadTests, ReadsEveryKey) {
  const DefinitionFolder folder;

  const StressTest test = folder
                              .parse(kRest +
                                     "tests: [{name: t, model: net, domain: light, dataset: val, "
                                     "num_samples: 1, num_runs: 2, concurrent_runs: 3, budget: 5, "
                                     "seed: 0, search: random, score: iou, severity: 2.5}]\n")
                              .tests.at(0);

  EXPECT_EQ(test.num_samples, 1U);
  EXPECT_EQ(test.num_runs, 2U);
  EXPECT_EQ(test.concurrent_runs, 3U);
  EXPECT_EQ(test.budget, 5U);
  EXPECT_EQ(test.seed, 0U);
  EXPECT_EQ(test.search, "random");
  EXPECT_EQ(test.score, "iou");
  EXPECT_EQ(test.severity, 2.5);
}

TEST(ReadTests, ReadsBaselines) {
  const DefinitionFolder folder;

  // Before what they name, since the order of sections is free.
  const Definition definition =
      folder.parse("baselines: [{name: b, model: net, dataset: val}]\n" + kRest);

  ASSERT_EQ(definition.baselines.size(), 1U);
  EXPECT_EQ(definition.baselines[0].name, "b");
  EXPECT_EQ(definition.baselines[0].model, "net");
  EXPECT_EQ(definition.baselines[0].dataset, "val");
}

TEST(ReadTests, NamesOnlyWhatThereIs) {
  const DefinitionFolder folder;

  EXPECT_THAT(folder.message_of(kRest + "baselines: [{name: b, model: nets, dataset: val}]\n"),
              HasSubstr("'model' of a baseline: there is no model 'nets'; did you mean 'net'?"));
  EXPECT_THAT(folder.message_of("project: {name: p}\n"
                                "baselines: [{name: b, model: net, dataset: val}]\n"),
              HasSubstr("there is no data set 'val'; the definition has no data sets"));
}

TEST(ReadTests, NeedsAllThree) {
  const DefinitionFolder folder;

  const std::string message = folder.message_of(kRest + "tests: [{name: t}]\n");

  EXPECT_THAT(message, HasSubstr("'model' is missing in a test"));
  EXPECT_THAT(message, HasSubstr("'domain' is missing in a test"));
  EXPECT_THAT(message, HasSubstr("'dataset' is missing in a test"));
}

}  // namespace
}  // namespace assay::definition
