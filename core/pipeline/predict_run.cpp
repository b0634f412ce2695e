// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/predict_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/pipeline/decode_watch.hpp"
#include "core/pipeline/identity.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/pipeline/interrupts.hpp"
#include "core/pipeline/journal.hpp"
#include "core/pipeline/model_start.hpp"
#include "core/pipeline/predict_stage.hpp"
#include "core/pipeline/recorder.hpp"
#include "core/pipeline/unfinished.hpp"

namespace assay::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// What a run predicts with, once its model is loaded.
struct Equipment {
  predict::Predictor& predictor;
  const WakeEvent& wake;
  const Interrupts& interrupts;
};

LoadImage loader_for(const RunInput& input, predict::Predictor& predictor) {
  return image_loader(input.dataset, predictor.pixels(), load_options(input, predictor.facts()));
}

/// Requires missing datapoints. Gives how many were predicted.
std::size_t predict_into(JournalWriter& journal, std::vector<std::size_t> missing,
                         const RunInput& input, const EvaluateOptions& options,
                         const Equipment& with) {
  const std::size_t done_before = input.total - missing.size();
  const Progress progress = told_to_supervisor(options);
  Recorder recorder(input, journal, progress, done_before);
  const ImageAmount batch{usable_batch(requested_batch(input, options), with.predictor.facts()),
                          kMostBatchBytes};
  const LoadImage load = watched(loader_for(input, with.predictor), options.supervision);
  ImageFeed feed(std::move(missing), recorder.remembering_files(load), options.jobs,
                 window_for(batch, with.predictor.capacity(), options.jobs), with.wake);
  const bool complete =
      predict_all({with.predictor, feed, with.wake, with.interrupts, batch,
                   [&](predict::Outcome outcome) { recorder.record(std::move(outcome)); },
                   [&](const predict::Failure& incident) { recorder.record_incident(incident); }});
  journal.finish();
  recorder.report();
  if (!complete) {
    with.predictor.close();  // an interrupted model is unloaded, not killed
    throw_cancelled(fmt::format("interrupted; {} of {} datapoints are recorded",
                                done_before + journal.durable(), input.total));
  }
  return journal.durable();
}

void warn_of_suspects(const Supervision& supervision) {
  if (!supervision.restarted) return;
  log::warn("pipeline", fmt::format("a decoder of images crashed; going on with what is recorded, "
                                    "suspects decoded alone suspects={}",
                                    supervision.suspects.size()));
}

bool is_not_scored(const predict::Field& field) {
  // Maps of pixels and images are read again one by one.
  constexpr std::array<std::string_view, 9> kScored{"boxes",     "classes",          "labels",
                                                    "scores",    "probabilities",    "rle",
                                                    "keypoints", "regressed_values", "polygons"};
  return std::find(kScored.begin(), kScored.end(), field.name) == kScored.end();
}

}  // namespace

RunIdentity run_identity(const RunInput& input, const EvaluateOptions& options,
                         const std::string& command) {
  const auto plugin = plugin::resolve_module(
      input.definition, input.model, input.model.runtime.predict, options.worker.plugin_dirs);
  const plugin::WorkerOptions& worker = options.worker;
  return identity_of(
      input, {command, options.version, devices_of(input, options), requested_batch(input, options),
              worker.worker.string(), fmt::format("{}", fmt::join(worker.wrapper, " ")),
              worker.memory_limit_bytes, plugin});
}

PredictTimes predict_missing(const RunInput& input, const EvaluateOptions& options,
                             const RunDirectory& directory, const RunIdentity& identity) {
  const std::string header = journal_header(identity);
  if (directory.begun()) directory.identify(identity, {});
  Unfinished unfinished = unfinished_of(input, directory, header);
  if (directory.begun() && unfinished.missing.empty()) return {};
  PredictTimes times;
  const WakeEvent wake;
  const Interrupts interrupts(wake, options.supervision.supervisor);
  Clock::time_point begin = Clock::now();
  warn_of_suspects(options.supervision);
  const auto predictor =
      plugin::start_model(input.definition, input.model, worker_options(options, directory, wake));
  times.start_model = seconds_since(begin);
  const Beginning beginning(directory, header, input.total);
  directory.identify(identity, environment(input, options, predictor->facts()));
  begin = Clock::now();
  times.predicted = in_context(
      [&] {
        return fmt::format("predicting; what was recorded is kept in {}, --resume goes on with it",
                           directory.path().string());
      },
      [&] {
        JournalWriter journal(directory.journal(), directory.fields(), header, unfinished.index);
        return predict_into(journal, std::move(unfinished.missing), input, options,
                            {*predictor, wake, interrupts});
      });
  times.predict = seconds_since(begin);
  predictor->close();
  return times;
}

RecordedRun::RecordedRun(const RunInput& input, const RunDirectory& directory,
                         const RunIdentity& identity)
    : input_(input),
      index_(open_journal(directory.journal(), journal_header(identity), input.total)),
      reader_(directory.journal(), directory.fields(), index_) {}

predict::Outcome RecordedRun::outcome(std::size_t datapoint) const {
  auto read = reader_.read(datapoint);
  if (auto* recorded = std::get_if<Recorded>(&read)) return std::move(recorded->outcome);
  throw Error(ErrorKind::io,
              fmt::format("the journal has lost '{}'; add --resume to predict it again",
                          input_.dataset.datapoints.at(datapoint).id));
}

std::vector<predict::Outcome> RecordedRun::scored_outcomes() const {
  std::vector<predict::Outcome> outcomes;
  outcomes.reserve(input_.total);
  for (std::size_t i = 0; i < input_.total; ++i) {
    outcomes.push_back(outcome(i));
    if (auto* prediction = std::get_if<predict::Prediction>(&outcomes.back().result)) {
      std::erase_if(prediction->fields, is_not_scored);
    }
  }
  return outcomes;
}

}  // namespace assay::pipeline
