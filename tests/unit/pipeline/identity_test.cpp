// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/identity.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/temporary_directory.hpp"

namespace assay::pipeline {
namespace {

/// A run of a detector with one file.
struct SmallRun {
  SmallRun() {
    model.name = "detector";
    model.files = {{"weights", directory.write("weights.onnx", "weights"), {}}};
    data.truth = dataset::InstanceTruth{};
    data.digest = "d1";
    options.plugin_file = directory.write("plugin.so", "plugin");
    options.command = "evaluate";
    options.devices = "cpu";
  }
  RunIdentity identity() const {
    return identity_of({definition, model, spec, data, {}, 7}, options);
  }

  test::TemporaryDirectory directory;
  definition::Definition definition;
  definition::Model model;
  definition::Dataset spec;
  dataset::Dataset data;
  IdentityOptions options;
};

/// The one difference that `change` makes.
template <class Change>
std::string difference_after(Change change) {
  SmallRun run;
  const RunIdentity before = run.identity();
  change(run);
  const RunIdentity now = run.identity();
  std::string differences;
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].first, now.at(i).first);
    if (before[i] == now[i]) continue;
    differences += difference_in(now[i].first, before[i].second, now[i].second);
  }
  return differences;
}

TEST(DifferenceIn, NamesTheOption) {
  EXPECT_EQ(difference_after([](SmallRun& run) { run.options.batch_size = 5; }),
            "--batch was 1 and is now 5");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.options.worker_memory_bytes = 1U << 30; }),
            "--worker-memory was 0 and is now 1073741824");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.options.worker_wrapper = "nice -n 1"; }),
            "--worker-wrapper was not given and is now 'nice -n 1'");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.options.worker = "/w"; }),
            "--worker was not given and is now '/w'");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.options.devices = "cuda:0"; }),
            "--device was 'cpu' and is now 'cuda:0'");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.model.name = "other"; }),
            "--model was 'detector' and is now 'other'");
}

TEST(DifferenceIn, NamesWhatHasChangedInsteadOfItsDigest) {
  EXPECT_EQ(difference_after([](SmallRun& run) { run.definition.source.text = "x"; }),
            "the definition has changed");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.data.digest = "d2"; }),
            "the annotations have changed");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.directory.write("plugin.so", "x"); }),
            "the plugin's file has changed");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.directory.write("weights.onnx", "x"); }),
            "the model's file 'weights' has changed");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.model.runtime.load.function = "x"; }),
            "the inputs of load have changed");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.model.classes.names = {"cat"}; }),
            "the model's classes have changed");
  EXPECT_EQ(difference_after([](SmallRun& run) {
              run.model.classes.remap = {{std::int64_t{1}, "cat", {}}};
            }),
            "the model's classes have changed");
  EXPECT_EQ(difference_after(
                [](SmallRun& run) { run.model.classes.match = definition::ClassMatch::index; }),
            "the model's classes have changed");
}

TEST(DifferenceIn, CoversTheFilesThatTheTruthIsIn) {
  SmallRun run;
  std::vector<std::filesystem::path> files;
  for (const char* name : {"1.png", "2.png"}) files.push_back(run.directory.write(name, "labels"));
  const std::vector<dataset::Truth> truths{dataset::LabelMapTruth{files, {}, {}},
                                           dataset::PanopticTruth{files, {}, {}},
                                           dataset::ImageTruth{files}};
  for (const dataset::Truth& truth : truths) {
    run.data.truth = truth;
    run.directory.write("2.png", "labels");
    const RunIdentity before = run.identity();
    run.directory.write("2.png", "others");
    EXPECT_NE(run.identity(), before) << "truth " << truth.index();
  }
  EXPECT_EQ(difference_in("truth_files", "a", "b"), "the label maps or targets have changed");
}

TEST(DifferenceIn, CoversTheNamesOfTheCategories) {
  EXPECT_EQ(difference_after([](SmallRun& run) {
              run.data.categories = {{1, "cat"}};
            }),
            "the data set's categories have changed");
}

TEST(DifferenceIn, CoversWhatIsScored) {
  EXPECT_EQ(difference_after([](SmallRun& run) { run.spec.keypoint_sigmas = {0.5}; }),
            "ignore_labels or keypoint_sigmas have changed");
  EXPECT_EQ(difference_after([](SmallRun& run) { run.spec.ignored_labels = {}; }),
            "ignore_labels or keypoint_sigmas have changed");
}

TEST(DifferenceIn, CoversTheDefinitionThatTheRuntimeIsTakenFrom) {
  SmallRun run;
  run.model.runtime_source = std::make_shared<Source>(Source{"r.yaml", "a"});
  const RunIdentity before = run.identity();
  run.model.runtime_source = std::make_shared<Source>(Source{"r.yaml", "b"});
  const RunIdentity now = run.identity();

  const auto item =
      std::find_if(now.begin(), now.end(), [](const auto& one) { return one.first == "runtime"; });
  ASSERT_NE(item, now.end());
  EXPECT_NE(now, before);
  EXPECT_EQ(difference_in("runtime", "a", "b"), "the repository's definition has changed");
}

TEST(DifferenceIn, HasWordsForEveryItem) {
  SmallRun run;
  RunIdentity all = run.identity();
  run.data.truth = dataset::ClassTruth{};
  const RunIdentity of_classes = run.identity();
  all.insert(all.end(), of_classes.begin(), of_classes.end());
  run.data.truth = dataset::ImageTruth{};
  const RunIdentity of_images = run.identity();
  all.insert(all.end(), of_images.begin(), of_images.end());
  for (const auto& [item, value] : all) {
    const std::string nameless = "'" + item + "' has changed";
    EXPECT_NE(difference_in(item, value, "other"), nameless);
  }
}

}  // namespace
}  // namespace assay::pipeline
