// SPDX-License-Identifier: Apache-2.0
// Images in, outcomes out: feeds a model with batches until every datapoint has an outcome, or an
// interrupt asks to stop.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/pipeline/image_feed.hpp"
#include "core/pipeline/interrupts.hpp"
#include "core/pipeline/wake_event.hpp"
#include "core/predict/predictor.hpp"

namespace assay::pipeline {

struct PredictStage {
  predict::Predictor& predictor;
  ImageFeed& feed;
  const WakeEvent& wake;
  const Interrupts& interrupts;
  ImageAmount batch;  // the largest
  /// Gets each outcome once, in the frame of the original image, in no particular order, on the
  /// calling thread.
  std::function<void(predict::Outcome)> record;
  /// Gets failures that are no datapoint's, on the calling thread.
  std::function<void(const predict::Failure&)> record_incident;
};

/// Predicts what the feed has, until somebody has enough.
class PredictLoop {
 public:
  /// What the stage refers to must outlive it.
  explicit PredictLoop(PredictStage stage) : stage_(std::move(stage)) {}

  /// Runs until `enough` says so, which is asked after each recording, or until what was in flight
  /// at the first interrupt is recorded: then false. There must be something to predict until then.
  /// May be called again, and goes on with what is in flight. Throws as predict_all().
  bool run_until(const std::function<bool()>& enough);

  /// Images that are with the model.
  std::size_t in_flight() const { return stage_.predictor.in_flight(); }

 private:
  /// What is to be remembered of the images that are with the model.
  struct Original {
    predict::ImageSize size;
    std::vector<std::string> notes;
  };

  bool submit_next();
  void submit_what_is_ready();
  void record_arrived();

  PredictStage stage_;
  std::unordered_map<std::size_t, Original> originals_;
  bool told_ = false;
};

/// Runs until all is recorded (true), or until what was in flight at the first interrupt is
/// (false). Throws Error{cancelled} at the second interrupt or when the model takes kDrainSeconds
/// after the first, and what the predictor or the feed throws.
bool predict_all(const PredictStage& stage);

/// What the feed may hold for `capacity` batches in flight, so that the model never waits for a
/// decoder that had time.
ImageAmount window_for(const ImageAmount& batch, std::size_t capacity, std::size_t jobs);

}  // namespace assay::pipeline
