// SPDX-License-Identifier: Apache-2.0
// Whatever a plugin does costs it one datapoint.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/unit/plugin/model_under_test.hpp"

namespace assay::plugin {
namespace {

constexpr const char* kSegfault =
    "the plugin died by signal 11 (segmentation fault: a bad pointer, or writing to pixels, which "
    "are read-only)";

using predict::FailureKind;
using predict::Outcome;
using test::predict_all;
using test::quick_options;
using test::start_faulty;
using testing::HasSubstr;

const std::vector<std::string> kIds{"a", "b", "c", "bad", "e", "f", "g"};

/// Children of this process that live.
std::size_t children() {
  std::size_t count = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream file(task.path() / "children");
    for (int pid = 0; file >> pid;) ++count;
  }
  return count;
}

struct Case {
  std::string fault;
  FailureKind kind;
  std::string message;
};

class WorkerFaults : public testing::TestWithParam<Case> {};

TEST_P(WorkerFaults, CostOneDatapointWhateverTheBatch) {
  const Case& one = GetParam();
  for (const auto& [instances, batch] :
       {std::pair<std::size_t, std::size_t>{1, 1}, {1, 7}, {2, 3}}) {
    WorkerOptions options = quick_options();
    options.instances = instances;
    const auto model = start_faulty(one.fault, "bad", options);

    const std::vector<Outcome> outcomes = predict_all(*model, kIds, batch);
    model->close();

    for (const Outcome& outcome : outcomes) {
      if (kIds[outcome.index] != "bad") {
        EXPECT_NE(outcome.prediction(), nullptr) << one.fault << " hit " << kIds[outcome.index];
        continue;
      }
      ASSERT_NE(outcome.failure(), nullptr) << one.fault;
      EXPECT_EQ(outcome.failure()->kind, one.kind);
      EXPECT_EQ(outcome.failure()->message, one.message);
    }
  }
  EXPECT_EQ(children(), 0U);
}

std::vector<Case> cases() {
  return {
      {"segfault", FailureKind::plugin_crash, kSegfault},
      {"write", FailureKind::plugin_crash, kSegfault},
      {"abort", FailureKind::plugin_crash,
       "the plugin died by signal 6 (aborted: a failed assertion, or an exception nobody caught)"},
      {"exit", FailureKind::plugin_exit,
       "the plugin ended its process with exit code 0 instead of answering"},
      {"kill", FailureKind::out_of_memory,
       "the plugin died by signal 9 (killed, and not by assay: most likely the system was out of "
       "memory)"},
      {"close_all", FailureKind::plugin_crash, "the plugin closed its connection to assay"},
      {"status", FailureKind::plugin_error, "predict failed: cannot do this one"},
      {"fail", FailureKind::datapoint_failed, "too dark"},
      {"nan", FailureKind::invalid_output, "boxes: has NaN at [0,2]"},
      {"inverted", FailureKind::invalid_output,
       "boxes: box 0 has x1 > x2 (5 > 4); boxes are x1,y1,x2,y2 in pixels"},
      {"lengths", FailureKind::invalid_output, "boxes has 1 instances, scores has 2"},
      {"missing", FailureKind::invalid_output, "scores is missing (ObjectDetection needs it)"},
      {"unknown", FailureKind::invalid_output,
       "unknown field 'clases'; did you mean 'classes'?; fields of your own are named user.*"},
      {"silent", FailureKind::invalid_output, "predict returned nothing for this datapoint"},
  };
}

INSTANTIATE_TEST_SUITE_P(All, WorkerFaults, testing::ValuesIn(cases()),
                         [](const auto& one) { return one.param.fault; });

/// Started and warm, so that from now on the predict deadline stands.
std::unique_ptr<predict::Predictor> start_slow(const std::string& fault, WorkerOptions options) {
  options.predict_deadline_s = 0.4;
  auto model = start_faulty(fault, "bad", options);
  predict_all(*model, {"warm-up"}, 1);
  return model;
}

TEST(WorkerFault, IsAlsoAHang) {
  for (const std::size_t batch : {std::size_t{1}, std::size_t{7}}) {
    const auto model = start_slow("hang", quick_options());

    const auto outcomes = predict_all(*model, kIds, batch);

    for (const Outcome& outcome : outcomes) {
      if (outcome.index != 3) {
        EXPECT_NE(outcome.prediction(), nullptr);
        continue;
      }
      ASSERT_NE(outcome.failure(), nullptr);
      EXPECT_EQ(outcome.failure()->kind, FailureKind::plugin_timeout);
      EXPECT_EQ(outcome.failure()->message, "the plugin did not answer within 0.4 s");
    }
  }
}

TEST(WorkerFault, IsToStopOnlyWhenAsked) {
  const auto model = start_slow("slow", quick_options());

  const auto outcomes = predict_all(*model, {"a", "bad", "c"}, 3);

  ASSERT_NE(outcomes[1].failure(), nullptr);
  EXPECT_EQ(outcomes[1].failure()->kind, FailureKind::plugin_timeout);
  EXPECT_NE(outcomes[2].prediction(), nullptr);
}

TEST(WorkerFault, OfABatchThatNoneOfItHasAloneIsAnIncident) {
  const auto model = start_faulty("crash_in_batch");

  for (const Outcome& outcome : predict_all(*model, kIds, 7)) {
    EXPECT_NE(outcome.prediction(), nullptr);
  }
  const auto incidents = model->take_incidents();
  ASSERT_EQ(incidents.size(), 1U);
  EXPECT_EQ(incidents[0].kind, FailureKind::plugin_crash);
  EXPECT_EQ(incidents[0].message, kSegfault);
}

TEST(WorkerFault, OfAUsedWorkerIsNotTheDatapoints) {
  for (const std::size_t batch : {std::size_t{1}, std::size_t{3}}) {
    const auto model = start_faulty("crash_when_used");

    for (const Outcome& outcome : predict_all(*model, kIds, batch)) {
      EXPECT_NE(outcome.prediction(), nullptr) << outcome.index;
    }
  }
}

TEST(WorkerFault, OfEveryDatapointEndsTheRun) {
  WorkerOptions options = quick_options();
  options.restart_budget = 4;
  const auto model = start_faulty("segfault", "*", options);
  try {
    predict_all(*model, {"1", "2", "3", "4", "5", "6", "7", "8"}, 2);
    ADD_FAILURE() << "it went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_THAT(error.message(), HasSubstr("it was started 5 times in a row without giving one "
                                           "prediction; the last time it died by signal 11"));
  }
}

TEST(WorkerFault, IsNoneWhereABatchGivesMoreThanFitsTogether) {
  WorkerOptions options = quick_options();
  options.field_bytes = std::uint64_t{6} << 20;
  const auto model = start_faulty("large", "*", options);

  for (const Outcome& outcome : predict_all(*model, kIds, 7)) {
    EXPECT_NE(outcome.prediction(), nullptr);
  }
  EXPECT_TRUE(model->take_incidents().empty());
}

TEST(WorkerFault, IsADatapointThatGivesMoreThanFits) {
  WorkerOptions options = quick_options();
  options.field_bytes = std::uint64_t{6} << 20;
  for (const std::size_t batch : {std::size_t{1}, std::size_t{7}}) {
    const auto model = start_faulty("too_large", "bad", options);

    const auto outcomes = predict_all(*model, kIds, batch);

    ASSERT_NE(outcomes[3].failure(), nullptr);
    EXPECT_EQ(outcomes[3].failure()->kind, FailureKind::invalid_output);
    EXPECT_EQ(outcomes[3].failure()->message,
              "its fields take more than 6 MiB, the most that a prediction may have; give masks as "
              "rle, or fewer of them");
    EXPECT_NE(outcomes[4].prediction(), nullptr);
  }
}

TEST(WorkerFault, OfOneDeviceLeavesTheWorkToTheOthers) {
  WorkerOptions options = quick_options();
  options.instances = 2;
  options.devices = {{definition::Device::Kind::cpu, 0}, {definition::Device::Kind::cuda, 0}};
  options.restart_budget = 3;
  const std::string mark = "gpu_is_lost_" + std::to_string(::getpid());
  const std::string inputs = "[{name: fault, value: lost_gpu}, {name: \"on\", value: " + mark +
                             "}, {name: reported, value: asked}]";
  const auto model = test::start(test::definition_of("faulty", inputs), options);

  const auto outcomes = predict_all(*model, std::vector<std::string>(60, "a"), 2);

  EXPECT_TRUE(std::filesystem::remove(std::filesystem::path(ASSAY_TEST_PLUGINS) / mark));
  for (const Outcome& outcome : outcomes) EXPECT_NE(outcome.prediction(), nullptr);
}

TEST(WorkerFault, OfMemoryIsNoticed) {
  WorkerOptions options = quick_options();
  options.memory_limit_bytes = std::uint64_t{200} << 20;
  const auto model = start_faulty("memory", "bad", options);

  const auto outcomes = predict_all(*model, {"a", "bad", "c"}, 3);

  ASSERT_NE(outcomes[1].failure(), nullptr);
  EXPECT_EQ(outcomes[1].failure()->kind, FailureKind::out_of_memory);
  EXPECT_EQ(outcomes[1].failure()->message,
            "the plugin used more than 200 MiB of memory (--worker-memory)");
  EXPECT_NE(outcomes[2].prediction(), nullptr);
}

TEST(WorkerFault, IsNotToCloseTheLowDescriptors) {
  const auto model = start_faulty("close_low");

  for (const Outcome& outcome : predict_all(*model, kIds, 1)) {
    EXPECT_NE(outcome.prediction(), nullptr);
  }
}

TEST(WorkerFault, LeavesNoProcessBehind) {
  for (const bool orderly : {true, false}) {
    auto model = start_faulty("daemon");
    for (const Outcome& outcome : predict_all(*model, kIds, 2)) {
      EXPECT_NE(outcome.prediction(), nullptr);
    }
    if (orderly) model->close();
    model.reset();
    EXPECT_EQ(children(), 0U);
  }
}

TEST(WorkerFault, IsAnExceptionThatLeavesPredict) {
  const auto model = test::start(test::definition_of("throws", "[]"));

  const auto outcomes = predict_all(*model, {"a", "bad", "c"}, 3);

  EXPECT_NE(outcomes[0].prediction(), nullptr);
  ASSERT_NE(outcomes[1].failure(), nullptr);
  EXPECT_EQ(outcomes[1].failure()->kind, FailureKind::plugin_crash);
  EXPECT_THAT(outcomes[1].failure()->message, HasSubstr("signal 6"));
  EXPECT_NE(outcomes[2].prediction(), nullptr);
}

}  // namespace
}  // namespace assay::plugin
