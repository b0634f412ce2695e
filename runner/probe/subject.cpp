// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/subject.hpp"

#include <vector>

#include "runner/worker/plugin_file.hpp"
#include "runner/worker/refusal.hpp"
#include "runner/worker/values.hpp"

namespace assay::probe {
namespace {

const assay_plugin_t& open_announced(const plugin::wire::Probe& probe, Reporter& reporter) {
  reporter.step("it was loaded (dlopen)");
  const assay_plugin_t& plugin = worker::open_plugin(probe.file);
  const bool sane =
      probe.load.load_entry < plugin.n_entries && probe.load.predict_entry < plugin.n_entries;
  if (!sane) throw worker::Refusal("it has other entries than its file says");
  return plugin;
}

}  // namespace

Subject::Subject(const plugin::wire::Probe& probe, Reporter& reporter)
    : reporter_(reporter), request_(probe.load), plugin_(open_announced(probe, reporter)) {}

bool Subject::start(const ProbeHost& host) {
  if (plugin_.init == nullptr) return true;
  reporter_.step("init was called");
  assay_error error;
  const assay_status_t status = plugin_.init(host.table(), &error);
  if (status != ASSAY_OK && error.text.empty()) {
    reporter_.found("probe.error-text",
                    "init returned status " + std::to_string(status) + " and set no text");
  }
  if (status != ASSAY_OK) reporter_.step("init refused: " + error.text);
  return status == ASSAY_OK;
}

std::optional<void*> Subject::load(Caller& caller) {
  const worker::Arguments arguments(request_.load_arguments);
  return load(caller, arguments.values(), arguments.count());
}

std::optional<void*> Subject::load(Caller& caller, const assay_value_t* arguments,
                                   std::uint32_t count) {
  reporter_.step("load was called");
  assay_error error;
  void* model = nullptr;
  const assay_status_t status = load_entry().load(caller.call(), arguments, count, &model, &error);
  if (status == ASSAY_OK) return model;
  check_failure("load", status, error, caller);
  reporter_.step((status == ASSAY_E_MEMORY ? "load had no memory: " : "load refused: ") +
                 error.text);
  return std::nullopt;
}

Prediction Subject::predict(Caller& caller, void* model, const BatchForm& form,
                            const std::string& what) {
  reporter_.step(what);
  const Prediction prediction = predict_batch(caller, model, ProbeBatch(form));
  if (!prediction.exhausted || form.sizes.size() == 1) return prediction;
  BatchForm smaller = form;
  smaller.sizes.resize(1);
  return predict_batch(caller, model, ProbeBatch(smaller));
}

Prediction Subject::predict_batch(Caller& caller, void* model, const ProbeBatch& batch) {
  worker::Arguments arguments(request_.predict_arguments);
  arguments.set_model(model, load_entry().model_type);
  arguments.set_batch(batch.batch(), batch.images());
  const std::uint32_t datapoints = batch.batch()->count;
  assay_error error;
  caller.open(datapoints);
  Prediction prediction;
  prediction.status = predict_entry().predict(caller.call(), arguments.values(), arguments.count(),
                                              caller.sink(), &error);
  prediction.error = error.text;
  plugin::wire::Predicted predicted = caller.close();
  prediction.digest = caller.digest_of(predicted);
  prediction.exhausted = predicted.exhausted;
  const bool is_too_much = predicted.exhausted && prediction.status == ASSAY_E_MEMORY;
  if (prediction.status != ASSAY_OK && !is_too_much) {
    check_failure("predict", prediction.status, error, caller);
  }
  check_answers(caller, predicted, datapoints, prediction);
  prediction.given = std::move(predicted);
  return prediction;
}

void Subject::unload(void* model) {
  reporter_.step("unload was called");
  if (load_entry().unload != nullptr) load_entry().unload(model);
}

void Subject::stop() {
  if (plugin_.shutdown == nullptr) return;
  reporter_.step("shutdown was called");
  plugin_.shutdown();
}

void Subject::check_failure(const char* function, assay_status_t status, const assay_error& error,
                            const Caller& caller) {
  const std::string said = std::string(function) + " returned status " + std::to_string(status);
  // A status that the host gave may be passed on as it is: the host knows why.
  const bool is_the_hosts = caller.has_refused() && status == ASSAY_E_MEMORY;
  if (error.text.empty() && !is_the_hosts) {
    reporter_.found("probe.error-text", said + " and set no text");
  }
  if (status == ASSAY_E_CANCELLED && !caller.manners().cancelled) {
    reporter_.found("probe.cancelled", said + " (cancelled) though nobody asked it to stop");
  }
}

void Subject::check_answers(const Caller& caller, const plugin::wire::Predicted& predicted,
                            std::uint32_t datapoints, Prediction& prediction) {
  std::vector<bool> answered(datapoints, false);
  for (const auto& field : predicted.fields) answered[field.datapoint] = true;
  for (const auto& failure : predicted.failures) answered[failure.datapoint] = true;
  prediction.answers_all = true;
  for (const bool each : answered) prediction.answers_all = prediction.answers_all && each;
  if (prediction.status != ASSAY_OK || prediction.answers_all) return;
  if (caller.has_refused() || predicted.exhausted) {
    reporter_.found("probe.memory",
                    "predict returned ASSAY_OK though the host had no memory for an output");
  } else {
    reporter_.found("probe.outputs",
                    "predict returned ASSAY_OK and left a datapoint without "
                    "fields and without out_fail");
  }
}

}  // namespace assay::probe
