// SPDX-License-Identifier: Apache-2.0
// A model that does its duty, in real workers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/plugin/model_under_test.hpp"

namespace assay::plugin {
namespace {

using test::definition_of;
using test::image_of;
using test::predict_all;
using test::quick_options;
using test::start;
using test::start_faulty;
using testing::HasSubstr;

std::vector<std::string> names(std::size_t n) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < n; ++i) ids.push_back("image" + std::to_string(i));
  return ids;
}

predict::Outcome predict_one(predict::Predictor& model, predict::Image image) {
  predict::Batch batch;
  batch.images.push_back(std::move(image));
  model.submit(std::move(batch));
  return std::move(model.wait(-1).at(0));
}

TEST(WorkerRun, PredictsWhatLiesInThePixels) {
  const auto model = start_faulty("none");

  const predict::Outcome outcome = predict_one(*model, image_of(*model, 7, "one", 204));

  ASSERT_NE(outcome.prediction(), nullptr);
  EXPECT_EQ(outcome.index, 7U);
  EXPECT_EQ(outcome.image, (predict::ImageSize{8, 4}));
  EXPECT_FLOAT_EQ(outcome.prediction()->array("scores")->as<float>()[0], 0.8F);
  EXPECT_FLOAT_EQ(outcome.prediction()->array("boxes")->as<float>()[2], 4);
}

TEST(WorkerRun, GivesEqualResultsForAnyBatchesAndInstances) {
  std::vector<std::vector<predict::Outcome>> results;
  for (const auto& [instances, batch] :
       {std::pair<std::size_t, std::size_t>{1, 1}, {1, 5}, {3, 4}}) {
    WorkerOptions options = quick_options();
    options.instances = instances;
    const auto model = start_faulty("none", "bad", options);
    results.push_back(predict_all(*model, names(23), batch));
    EXPECT_EQ(model->in_flight(), 0U);
    model->close();
  }
  for (const auto& result : results) {
    ASSERT_EQ(result.size(), 23U);
    for (std::size_t i = 0; i < result.size(); ++i) {
      EXPECT_EQ(result[i].result, results[0][i].result);
    }
  }
}

TEST(WorkerRun, TakesImagesLargerThanASlot) {
  const auto model = start_faulty("none");
  constexpr std::int64_t kWidth = 4000;
  constexpr std::int64_t kHeight = 3000;
  for (std::size_t round = 0; round < 3; ++round) {
    predict::Image image{round,
                         "large",
                         {kWidth, kHeight},
                         model->facts().color,
                         model->pixels().allocate(kWidth * kHeight * 3)};
    image.pixels->bytes()[0] = std::byte{255};

    const predict::Outcome outcome = predict_one(*model, std::move(image));

    ASSERT_NE(outcome.prediction(), nullptr);
    EXPECT_FLOAT_EQ(outcome.prediction()->array("scores")->as<float>()[0], 1);
    EXPECT_FLOAT_EQ(outcome.prediction()->array("boxes")->as<float>()[2], kWidth / 2);
  }
}

TEST(WorkerRun, LetsTheOwnerWakeItUp) {
  const auto model = start_faulty("none");
  const int wake = ::eventfd(1, EFD_CLOEXEC);

  EXPECT_TRUE(model->wait(wake).empty());

  std::uint64_t left = 0;
  EXPECT_EQ(::read(wake, &left, sizeof left), 8);  // it was left unread
  ::close(wake);
}

TEST(WorkerRun, WaitsForNothingWhenNothingIsUnderWay) {
  const auto model = start_faulty("none");

  EXPECT_TRUE(model->wait(-1).empty());
}

TEST(WorkerRun, KeepsOutputApartAndBounded) {
  const assay::test::TemporaryDirectory directory;
  WorkerOptions options = quick_options();
  options.log_directory = directory.path() / "logs";
  options.log_bytes = 100'000;
  const auto model = start_faulty("flood", "bad", options);

  predict_all(*model, {"a", "bad", "c"}, 1);
  model->close();

  std::ifstream file(directory.path() / "logs" / "worker-0.log");
  const std::string log((std::istreambuf_iterator<char>(file)), {});
  EXPECT_LT(log.size(), 101'000U);
  EXPECT_THAT(log, HasSubstr("all work and no play"));
  EXPECT_THAT(log, HasSubstr("[assay: cut here, more than 100000 bytes]"));
}

TEST(WorkerRun, RestoresFloatingPointAfterOpening) {
  const auto model = start(definition_of("fast_math", "[]"));

  const predict::Outcome outcome = predict_one(*model, image_of(*model, 0, "one"));

  ASSERT_NE(outcome.prediction(), nullptr);
  EXPECT_EQ(outcome.prediction()->array("scores")->as<float>()[0], 1.0F);
}

TEST(WorkerRun, RunsBehindAWrapper) {
  WorkerOptions options = quick_options();
  // A wrapper that stays, as containers do, and one that becomes the worker.
  for (const std::string script : {"\"$@\"; exit $?", "exec \"$@\""}) {
    options.wrapper = {"sh", "-c", script, "sh"};
    const auto model = start_faulty("segfault", "bad", options);

    const auto outcomes = predict_all(*model, {"a", "bad"}, 2);
    model->close();

    EXPECT_NE(outcomes[0].prediction(), nullptr);
    ASSERT_NE(outcomes[1].failure(), nullptr);
    EXPECT_THAT(outcomes[1].failure()->message, HasSubstr("signal 11")) << script;
  }
}

TEST(WorkerRun, ReportsTheDevice) {
  const auto model =
      start(definition_of("faulty", "[{name: reported, value: cuda}]", "      device: gpu\n"));

  EXPECT_EQ(model->facts().device, "cuda:0 (Fake GPU)");
}

TEST(WorkerRun, ClosesWithCallsUnderWay) {
  const auto model = start_faulty("slow", "bad");
  predict::Batch batch;
  batch.images.push_back(image_of(*model, 0, "bad"));
  model->submit(std::move(batch));

  model->close();
}

TEST(WorkerRun, EndsAWorkerThatDoesNotUnload) {
  WorkerOptions options = quick_options();
  options.unload_deadline_s = 0.1;
  for (const char* fault : {"unload_hang", "unload_crash"}) {
    const auto model = start_faulty(fault, "bad", options);
    EXPECT_NE(predict_all(*model, {"a"}, 1)[0].prediction(), nullptr);
    model->close();
  }
}

}  // namespace
}  // namespace assay::plugin
