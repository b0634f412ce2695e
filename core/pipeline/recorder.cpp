// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/recorder.hpp"

#include <utility>

#include "core/pipeline/compact_masks.hpp"

namespace assay::pipeline {

Recorder::Recorder(const RunInput& input, JournalWriter& journal, const Progress& progress,
                   std::size_t done_before)
    : input_(input),
      journal_(journal),
      progress_(progress),
      done_before_(done_before),
      files_(input.total) {}

LoadImage Recorder::remembering_files(LoadImage load) {
  return [this, load = std::move(load)](std::size_t index) {
    files_.at(index) = stamp_of(input_.dataset.datapoints.at(index).path);
    return load(index);
  };
}

void Recorder::record(predict::Outcome outcome) {
  if (auto fault = fault_in(outcome, input_)) {
    outcome.result = predict::Failure{predict::FailureKind::invalid_output, std::move(*fault)};
  }
  if (auto* prediction = std::get_if<predict::Prediction>(&outcome.result)) {
    compact_masks(*prediction);
  }
  if (outcome.failure() != nullptr) ++failed_;
  const std::string& id = input_.dataset.datapoints.at(outcome.index).id;
  journal_.append(to_record(outcome, id, files_.at(outcome.index)));
  report();
}

void Recorder::record_incident(const predict::Failure& incident) {
  journal_.append(to_record(incident));
}

void Recorder::report() const {
  if (progress_) progress_(done_before_ + journal_.durable(), input_.total, failed_);
}

}  // namespace assay::pipeline
