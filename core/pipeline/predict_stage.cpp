// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/predict_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

#include "core/base/log.hpp"
#include "core/pipeline/rescale.hpp"

namespace assay::pipeline {
namespace {

/// What is to be remembered of the images that are with the model.
struct Original {
  predict::ImageSize size;
  std::vector<std::string> notes;
};
using Originals = std::unordered_map<std::size_t, Original>;

/// Submits one batch if the next images are all loaded; failures to load are recorded at once.
bool submit_next(const PredictStage& stage, Originals& originals) {
  std::vector<ImageFeed::Item> items = stage.feed.take(stage.batch);
  if (items.empty()) return false;
  predict::Batch batch;
  for (ImageFeed::Item& item : items) {
    if (auto* failure = std::get_if<predict::Failure>(&item.result)) {
      stage.record({item.index, {}, std::move(*failure), {}});
      continue;
    }
    auto& loaded = std::get<LoadedImage>(item.result);
    originals[item.index] = {loaded.original, std::move(loaded.notes)};
    batch.images.push_back(std::move(loaded.image));
  }
  if (!batch.images.empty()) stage.predictor.submit(std::move(batch));
  return true;
}

void submit_what_is_ready(const PredictStage& stage, Originals& originals) {
  while (stage.predictor.in_flight() < stage.predictor.capacity() && !stage.feed.finished()) {
    if (!submit_next(stage, originals)) return;
  }
}

void record_arrived(const PredictStage& stage, Originals& originals) {
  for (predict::Outcome& outcome : stage.predictor.wait(stage.wake.fd())) {
    Original original = std::move(originals.extract(outcome.index).mapped());
    if (auto* prediction = std::get_if<predict::Prediction>(&outcome.result)) {
      if (auto fault = rescale(*prediction, outcome.image, original.size)) {
        outcome.result = predict::Failure{predict::FailureKind::invalid_output, std::move(*fault)};
      }
    }
    outcome.image = original.size;
    outcome.notes = std::move(original.notes);
    stage.record(std::move(outcome));
  }
  for (const predict::Failure& incident : stage.predictor.take_incidents()) {
    stage.record_incident(incident);
  }
  stage.wake.drain();
}

[[noreturn]] void throw_stopped(const Interrupts& interrupts) {
  if (!interrupts.out_of_time()) throw_cancelled("stopped by a second interrupt");
  throw_cancelled(fmt::format("the model did not stop within {} s of the interrupt and was ended",
                              kDrainSeconds));
}

}  // namespace

bool predict_all(const PredictStage& stage) {
  Originals originals;
  bool told = false;
  for (;;) {
    const int interrupts = stage.interrupts.count();
    if (interrupts >= 2) throw_stopped(stage.interrupts);
    const bool draining = interrupts == 1;
    if (draining && !std::exchange(told, true)) {
      log::warn("pipeline", "interrupted; waiting for what is with the model, again to stop now");
    }
    if (!draining) submit_what_is_ready(stage, originals);
    const bool idle = stage.predictor.in_flight() == 0;
    if (idle && stage.feed.finished()) return true;
    if (idle && draining) return false;
    record_arrived(stage, originals);
  }
}

ImageAmount window_for(const ImageAmount& batch, std::size_t capacity, std::size_t jobs) {
  // Of large images two batches are enough: then the decoders are what takes time.
  const std::size_t most = std::numeric_limits<std::size_t>::max();
  return {std::max(batch.images * (capacity + 1), jobs) + jobs,
          batch.bytes > most / 2 ? most : 2 * batch.bytes};
}

}  // namespace assay::pipeline
