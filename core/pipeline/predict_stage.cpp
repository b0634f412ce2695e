// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/predict_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/log.hpp"
#include "core/pipeline/rescale.hpp"

namespace assay::pipeline {
namespace {

[[noreturn]] void throw_stopped(const Interrupts& interrupts) {
  if (!interrupts.out_of_time()) throw_cancelled("stopped by a second interrupt");
  throw_cancelled(fmt::format("the model did not stop within {} s of the interrupt and was ended",
                              kDrainSeconds));
}

}  // namespace

/// Submits one batch if the next images are all loaded; failures to load are recorded at once.
bool PredictLoop::submit_next() {
  std::vector<ImageFeed::Item> items = stage_.feed.take(stage_.batch);
  if (items.empty()) return false;
  predict::Batch batch;
  for (ImageFeed::Item& item : items) {
    if (auto* failure = std::get_if<predict::Failure>(&item.result)) {
      stage_.record({item.index, {}, std::move(*failure), {}});
      continue;
    }
    auto& loaded = std::get<LoadedImage>(item.result);
    originals_[item.index] = {loaded.original, std::move(loaded.notes)};
    batch.images.push_back(std::move(loaded.image));
  }
  if (!batch.images.empty()) stage_.predictor.submit(std::move(batch));
  return true;
}

void PredictLoop::submit_what_is_ready() {
  while (stage_.predictor.in_flight() < stage_.predictor.capacity() && !stage_.feed.finished()) {
    if (!submit_next()) return;
  }
}

void PredictLoop::record_arrived() {
  for (predict::Outcome& outcome : stage_.predictor.wait(stage_.wake.fd())) {
    Original original = std::move(originals_.extract(outcome.index).mapped());
    if (auto* prediction = std::get_if<predict::Prediction>(&outcome.result)) {
      if (auto fault = rescale(*prediction, outcome.image, original.size)) {
        outcome.result = predict::Failure{predict::FailureKind::invalid_output, std::move(*fault)};
      }
    }
    outcome.image = original.size;
    outcome.notes = std::move(original.notes);
    stage_.record(std::move(outcome));
  }
  for (const predict::Failure& incident : stage_.predictor.take_incidents()) {
    stage_.record_incident(incident);
  }
  stage_.wake.drain();
}

bool PredictLoop::run_until(const std::function<bool()>& enough) {
  for (;;) {
    const int interrupts = stage_.interrupts.count();
    if (interrupts >= 2) throw_stopped(stage_.interrupts);
    const bool draining = interrupts == 1;
    if (draining && !std::exchange(told_, true)) {
      log::warn("pipeline", "interrupted; waiting for what is with the model, again to stop now");
    }
    if (!draining) submit_what_is_ready();
    if (enough()) return true;
    if (draining && stage_.predictor.in_flight() == 0) return false;
    record_arrived();
  }
}

bool predict_all(const PredictStage& stage) {
  PredictLoop loop(stage);
  return loop.run_until([&] { return loop.in_flight() == 0 && stage.feed.finished(); });
}

ImageAmount window_for(const ImageAmount& batch, std::size_t capacity, std::size_t jobs) {
  // Of large images two batches are enough: then the decoders are what takes time.
  const std::size_t most = std::numeric_limits<std::size_t>::max();
  return {std::max(batch.images * (capacity + 1), jobs) + jobs,
          batch.bytes > most / 2 ? most : 2 * batch.bytes};
}

}  // namespace assay::pipeline
