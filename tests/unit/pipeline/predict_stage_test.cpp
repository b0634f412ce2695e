// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/predict_stage.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <csignal>
#include <map>
#include <numeric>

#include "core/base/error.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

class HeapStore : public predict::PixelStore {
 public:
  std::unique_ptr<predict::PixelBuffer> allocate(std::size_t) override { return nullptr; }
};

/// Answers one batch a wait, newest first, with a box of the image's index.
class FakePredictor : public predict::Predictor {
 public:
  explicit FakePredictor(std::size_t capacity) : capacity_(capacity) {}

  const predict::ModelFacts& facts() const override { return facts_; }
  predict::PixelStore& pixels() override { return store_; }
  std::size_t capacity() const override { return capacity_; }
  std::size_t in_flight() const override { return flying_.size(); }
  void submit(predict::Batch batch) override {
    ASSERT_LT(flying_.size(), capacity_);
    sizes_.push_back(batch.images.size());
    flying_.push_back(std::move(batch));
  }
  std::vector<predict::Outcome> wait(int wake_fd) override {
    std::vector<predict::Outcome> outcomes;
    if (flying_.empty()) {
      pollfd poll{wake_fd, POLLIN, 0};
      ::poll(&poll, 1, -1);
      return outcomes;
    }
    for (const predict::Image& image : flying_.back().images) {
      const auto x = static_cast<float>(image.index);
      outcomes.push_back(
          {image.index, image.size,
           predict::Prediction{{test::array_field<float>("boxes", {1, 4}, {x, x, x + 1, x + 1})}}});
    }
    flying_.pop_back();
    if (on_answer) on_answer();
    return outcomes;
  }
  std::vector<predict::Failure> take_incidents() override { return std::exchange(incidents_, {}); }
  void close() override {}

  std::vector<std::size_t> sizes_;
  std::vector<predict::Failure> incidents_;
  std::function<void()> on_answer;

 private:
  std::size_t capacity_;
  predict::ModelFacts facts_;
  HeapStore store_;
  std::vector<predict::Batch> flying_;
};

/// Every fifth image is unreadable; the others are twice as large as the model sees them.
LoadResult load(std::size_t index) {
  if (index % 5 == 4) {
    return predict::Failure{predict::FailureKind::image_unreadable, "not an image"};
  }
  LoadedImage loaded{{}, {20, 20}};
  loaded.image.index = index;
  loaded.image.size = {10, 10};
  return loaded;
}

struct StageRun {
  explicit StageRun(std::size_t count, std::size_t capacity = 2, std::size_t batch = 3)
      : predictor(capacity),
        feed(indices(count), load, 2, window_for({batch}, capacity, 2), wake),
        batch_size(batch) {}
  static std::vector<std::size_t> indices(std::size_t count) {
    std::vector<std::size_t> result(count);
    std::iota(result.begin(), result.end(), std::size_t{0});
    return result;
  }
  bool go() {
    return predict_all(
        {predictor,
         feed,
         wake,
         interrupts,
         {batch_size},
         [this](predict::Outcome outcome) {
           const std::size_t index = outcome.index;
           EXPECT_TRUE(outcomes.emplace(index, std::move(outcome)).second);
         },
         [this](const predict::Failure& incident) { incidents.push_back(incident); }});
  }

  WakeEvent wake;
  Interrupts interrupts{wake};
  FakePredictor predictor;
  ImageFeed feed;
  std::size_t batch_size;
  std::map<std::size_t, predict::Outcome> outcomes;
  std::vector<predict::Failure> incidents;
};

TEST(PredictAll, RecordsEveryDatapointOnce) {
  StageRun run(50);
  EXPECT_TRUE(run.go());
  EXPECT_EQ(run.outcomes.size(), 50U);
}

TEST(PredictAll, RecordsUnreadableImagesAsFailures) {
  StageRun run(10);
  run.go();
  EXPECT_TRUE(run.outcomes.at(4).failure());
  EXPECT_TRUE(run.outcomes.at(3).prediction());
}

TEST(PredictAll, MapsPredictionsToTheOriginalImage) {
  StageRun run(4);
  run.go();
  EXPECT_EQ(run.outcomes.at(3).prediction()->fields[0],
            test::array_field<float>("boxes", {1, 4}, {6, 6, 8, 8}));
  EXPECT_EQ(run.outcomes.at(3).image, (predict::ImageSize{20, 20}));
}

TEST(PredictAll, FillsBatchesUpToTheirSize) {
  StageRun run(10, 1, 5);
  run.go();
  EXPECT_EQ(run.predictor.sizes_, (std::vector<std::size_t>{4, 4}));  // one of five is unreadable
}

TEST(PredictAll, RecordsIncidentsOnce) {
  StageRun run(10);
  run.predictor.incidents_ = {{predict::FailureKind::plugin_crash, "died"}};
  run.go();
  EXPECT_EQ(run.incidents.size(), 1U);
}

TEST(PredictAll, DrainsAtTheFirstInterrupt) {
  StageRun run(1000);
  run.predictor.on_answer = [&] {
    if (run.interrupts.count() == 0) std::raise(SIGINT);
  };
  EXPECT_FALSE(run.go());
  EXPECT_EQ(run.predictor.in_flight(), 0U);
  EXPECT_LT(run.outcomes.size(), 20U);
  EXPECT_EQ(exit_code_after_interrupt(), 130);
}

/// What the run says when both signals arrive before the model's next answer.
std::string message_after(int first, int second) {
  StageRun run(1000);
  run.predictor.on_answer = [=] {
    std::raise(first);
    std::raise(second);
  };
  try {
    run.go();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::cancelled);
    return error.message();
  }
  return "nothing was thrown";
}

TEST(PredictAll, StopsAtTheSecondInterrupt) {
  EXPECT_EQ(message_after(SIGTERM, SIGTERM), "stopped by a second interrupt");
  EXPECT_EQ(exit_code_after_interrupt(), 143);
}

TEST(PredictAll, SaysSoWhenTheModelTakesTooLongAfterAnInterrupt) {
  EXPECT_EQ(message_after(SIGINT, SIGALRM),
            "the model did not stop within 10 s of the interrupt and was ended");
  EXPECT_EQ(exit_code_after_interrupt(), 130);
}

}  // namespace
}  // namespace assay::pipeline
