// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/model_start.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/log.hpp"
#include "core/pipeline/decode_watch.hpp"
#include "core/pipeline/journal.hpp"

namespace assay::pipeline {
namespace {

/// Names alone: values may be secrets.
std::string environment_names() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    names.emplace_back(text.substr(0, text.find('=')));
  }
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, " "));
}

}  // namespace

std::string devices_of(const RunInput& input, const EvaluateOptions& options) {
  if (options.worker.devices.empty()) return definition::to_string(input.model.runtime.device);
  std::string text;
  for (const definition::Device device : options.worker.devices) {
    text += (text.empty() ? "" : ",") + definition::to_string(device);
  }
  return text;
}

std::size_t requested_batch(const RunInput& input, const EvaluateOptions& options) {
  return options.batch_size.value_or(input.model.runtime.max_batch_size);
}

RunIdentity environment(const RunInput& input, const EvaluateOptions& options,
                        const predict::ModelFacts& facts) {
  return {{"jobs", fmt::format("{}", options.jobs)},
          {"instances", fmt::format("{}", options.worker.instances)},
          {"threads", fmt::format("{}", options.worker.threads)},
          {"load_deadline_s", fmt::format("{}", options.worker.load_deadline_s)},
          {"predict_deadline_s", fmt::format("{}", options.worker.predict_deadline_s)},
          {"deadline_scale", fmt::format("{}", options.worker.deadline_scale)},
          {"environment_variables", environment_names()},
          {"sandbox", "process: no_new_privs, parent-death signal, sealed pixels, no core dumps"},
          {"runtime_image", input.model.runtime.image},
          {"reported_device", facts.device}};
}

std::size_t usable_batch(std::size_t wanted, const predict::ModelFacts& facts) {
  if (facts.max_batch == 0 || wanted <= facts.max_batch) return wanted;
  log::warn("pipeline", fmt::format("the plugin takes smaller batches wanted={} used={}", wanted,
                                    facts.max_batch));
  return facts.max_batch;
}

plugin::WorkerOptions worker_options(const EvaluateOptions& options, const RunDirectory& directory,
                                     const WakeEvent& wake) {
  plugin::WorkerOptions worker = options.worker;
  worker.log_directory = directory.logs();
  worker.interrupt_fd = wake.fd();
  return worker;
}

Progress told_to_supervisor(const EvaluateOptions& options) {
  DecodeTable* const table = options.supervision.table;
  if (table == nullptr) return options.progress;
  return [table, &progress = options.progress](std::size_t done, std::size_t total,
                                               std::size_t failed) {
    table->recorded = done;
    if (progress) progress(done, total, failed);
  };
}

Beginning::Beginning(const RunDirectory& directory, std::string header, std::size_t size)
    : directory_(directory), header_(std::move(header)), size_(size) {}

Beginning::~Beginning() {
  if (!has_records()) directory_.forget();
}

bool Beginning::has_records() const noexcept {
  try {
    const JournalIndex index = open_journal(directory_.journal(), header_, size_);
    return !index.incidents.empty() || !index.damaged_lines.empty() ||
           std::any_of(index.places.begin(), index.places.end(),
                       [](const auto& place) { return place.length != 0; });
  } catch (...) {
    return true;  // it cannot be told, so nothing is taken away
  }
}

}  // namespace assay::pipeline
