// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/cases.hpp"

#include <array>
#include <thread>
#include <utility>
#include <vector>

#include "runner/probe/condition.hpp"
#include "runner/probe/thread_cases.hpp"
#include "runner/worker/values.hpp"

namespace assay::probe {
namespace {

using plugin::wire::Value;

/// A model that is loaded, in a plugin that is started; what most cases begin with. Without a
/// model, the plugin refused, which the checker has been told.
class LoadedModel {
 public:
  explicit LoadedModel(Subject& subject, Manners manners = {})
      : subject_(subject), host_(manners.extent), caller_(host_, subject.request(), manners) {
    if (subject.start(host_)) model_ = subject.load(caller_);
  }
  LoadedModel(const LoadedModel&) = delete;
  LoadedModel& operator=(const LoadedModel&) = delete;
  ~LoadedModel() {
    if (model_) subject_.unload(*model_);
    subject_.stop();
  }

  explicit operator bool() const { return model_.has_value(); }
  void* get() const { return *model_; }
  const ProbeHost& host() const { return host_; }

  Prediction predict(const BatchForm& form, const std::string& what) {
    return subject_.predict(caller_, *model_, form, what);
  }
  /// Lets the checker see what the last batch gave, unless that is very much.
  void report(const Prediction& prediction, const BatchForm& form, Reporter& reporter) const {
    if (prediction.status != ASSAY_OK || prediction.exhausted) return;
    auto memory = caller_.bytes_of(prediction.given);
    if (!memory) return;
    plugin::wire::ProbeFields fields{prediction.given, {}, *std::move(memory)};
    for (const ImageSize size : form.sizes) fields.sizes.push_back({size.width, size.height});
    reporter.gave(fields);
  }
  /// The same model, for a caller with other manners.
  Prediction predict_for(Caller& caller, const BatchForm& form, const std::string& what) {
    return subject_.predict(caller, *model_, form, what);
  }

 private:
  Subject& subject_;
  ProbeHost host_;
  Caller caller_;
  std::optional<void*> model_;
};

void tell_changes(const Condition& before, const char* after, Reporter& reporter) {
  for (const std::string& change : Condition().changes_since(before)) {
    reporter.found("probe.surroundings", std::string("after ") + after + ", " + change);
  }
}

/// Of a batch that differs from the ordinary one in nothing that predict may refuse.
void expect_success(const Prediction& prediction, std::string_view rule, const std::string& when,
                    Reporter& reporter) {
  if (prediction.status == ASSAY_OK) return;
  reporter.found(rule, "predict returned status " + std::to_string(prediction.status) + " when " +
                           when + ": " + prediction.error);
}

void try_plainly(Subject& subject, Reporter& reporter) {
  const Condition& before = subject.before();
  tell_changes(before, "it was loaded", reporter);
  reporter.step("extension() was asked for an id that nobody knows");
  const auto extension = subject.plugin().extension;
  if (extension != nullptr && extension("assay.probe-nonsense/1") != nullptr) {
    reporter.found("probe.extension", "extension() answers an id that nobody knows");
  }
  {
    LoadedModel model(subject);
    if (!model) return;
    const BatchForm form = form_for(subject.predict_entry());
    const Prediction prediction = model.predict(form, "predict was called with a batch of images");
    model.report(prediction, form, reporter);
    if (prediction.status != ASSAY_OK) {
      reporter.found(
          "probe.predict",
          "predict returned status " + std::to_string(prediction.status) + ": " + prediction.error);
    }
    tell_changes(before, "predict", reporter);
  }
  tell_changes(before, "shutdown", reporter);
}

void try_read_only(Subject& subject, Reporter&) {
  LoadedModel model(subject);
  BatchForm form = form_for(subject.predict_entry());
  form.read_only = true;
  if (model) model.predict(form, "predict was called with pixels that cannot be written to");
}

/// Whether padding changes predictions, time and again: a model that is not deterministic may give
/// the same one twice.
bool differs_by_padding(LoadedModel& model, BatchForm form) {
  constexpr int kTimes = 5;
  const std::uint64_t first =
      model.predict(form, "predict was called with a batch of images").digest;
  for (int i = 0; i < kTimes; ++i) {
    form.row_padding = 0;
    const auto again = model.predict(form, "predict was called with the same batch again").digest;
    form.row_padding = 64;
    const auto padded = model.predict(form, "predict was called with padded rows").digest;
    if (again != first || padded == first) return false;
  }
  return true;
}

void try_padding(Subject& subject, Reporter& reporter) {
  LoadedModel model(subject);
  if (!model) return;
  BatchForm form = form_for(subject.predict_entry());
  form.at_guard = true;
  if (differs_by_padding(model, form)) {
    reporter.found("probe.row-stride",
                   "the same images give another prediction when their rows "
                   "are padded");
  }
}

void try_small_images(Subject& subject, Reporter&) {
  LoadedModel model(subject);
  if (!model) return;
  for (const ImageSize size : {ImageSize{1, 1}, ImageSize{1, 200}, ImageSize{200, 1}}) {
    BatchForm form = form_for(subject.predict_entry());
    form.sizes = {size};
    model.predict(form, "predict got an image of " + std::to_string(size.width) + " x " +
                            std::to_string(size.height));
  }
}

void try_colors(Subject& subject, Reporter& reporter) {
  constexpr std::array<std::pair<assay_color_t, const char*>, 4> kColors{{
      {ASSAY_COLOR_RGB, "rgb"},
      {ASSAY_COLOR_BGR, "bgr"},
      {ASSAY_COLOR_GRAY, "gray"},
      {ASSAY_COLOR_RGBA, "rgba"},
  }};
  LoadedModel model(subject);
  if (!model) return;
  for (const auto& [color, name] : kColors) {
    if ((subject.predict_entry().color_mask & ASSAY_COLOR_BIT(color)) == 0) continue;
    BatchForm form = form_for(subject.predict_entry());
    form.color = color;
    const std::string what = std::string("predict got images in ") + name;
    expect_success(model.predict(form, what), "probe.color",
                   "it got images in " + std::string(name), reporter);
  }
}

void try_with_extent(Subject& subject, Extent extent, const std::string& structs,
                     Reporter& reporter) {
  Manners manners;
  manners.extent = extent;
  LoadedModel model(subject, manners);
  if (!model) return;
  BatchForm form = form_for(subject.predict_entry());
  form.extent = extent;
  const std::string got = "got structs " + structs;
  expect_success(model.predict(form, "predict " + got), "probe.struct-size", "it " + got, reporter);
}

void try_flush_structs(Subject& subject, Reporter& reporter) {
  try_with_extent(subject, Extent::flush, "that end where they say", reporter);
}

void try_enlarged_structs(Subject& subject, Reporter& reporter) {
  // To a plugin of a newer minor, what is behind the structs is no noise.
  if (subject.plugin().abi_minor > ASSAY_ABI_MINOR) return;
  try_with_extent(subject, Extent::enlarged, "of a newer minor", reporter);
}

void try_refused_outputs(Subject& subject, Reporter& reporter) {
  LoadedModel model(subject);
  if (!model) return;
  const BatchForm form = form_for(subject.predict_entry());
  for (std::uint32_t output = 1; output <= 4; ++output) {
    Manners manners;
    manners.refused_output = output;
    Caller caller(model.host(), subject.request(), manners);
    model.predict_for(
        caller, form,
        "the host had no memory for output " + std::to_string(output) + " of a batch");
    if (!caller.has_refused()) break;  // it gives fewer
  }
  const Prediction after = model.predict(form, "predict was called again after that");
  if (after.status != ASSAY_OK) {
    reporter.found("probe.memory", "predict fails after the host once had no memory");
  }
}

void try_cancelled(Subject& subject, Reporter& reporter) {
  LoadedModel model(subject);
  if (!model) return;
  Manners manners;
  manners.cancelled = true;
  Caller caller(model.host(), subject.request(), manners);
  const Prediction prediction = model.predict_for(caller, form_for(subject.predict_entry()),
                                                  "predict was called while cancelled() is 1");
  if (prediction.status != ASSAY_OK && prediction.status != ASSAY_E_CANCELLED) {
    reporter.found("probe.cancelled", "predict returned status " +
                                          std::to_string(prediction.status) +
                                          " while cancelled() is 1, neither ASSAY_OK nor "
                                          "ASSAY_E_CANCELLED");
  }
  const Prediction after =
      model.predict(form_for(subject.predict_entry()), "predict was called again after that");
  if (after.status != ASSAY_OK) {
    reporter.found("probe.cancelled", "predict fails after a call that was cancelled");
  }
}

/// Load, predict, unload; false when one of them did not succeed, which the checker is told.
bool go_round(Subject& subject, Caller& caller, int round, Reporter& reporter) {
  const auto model = subject.load(caller);
  if (!model) return false;
  const std::string when = "called in round " + std::to_string(round) + " of load and unload";
  const Prediction prediction =
      subject.predict(caller, *model, form_for(subject.predict_entry()), "predict was " + when);
  expect_success(prediction, "probe.repeat", "it was " + when, reporter);
  subject.unload(*model);
  return prediction.status == ASSAY_OK;
}

void try_repeatedly(Subject& subject, Reporter& reporter) {
  constexpr int kRounds = 20;
  constexpr int kSettled = 6;       // caches and arenas are filled by then
  constexpr long kTolerated = 256;  // KiB a round
  const ProbeHost host(Extent::exact);
  Caller caller(host, subject.request(), {});
  if (!subject.start(host)) return;
  Holdings settled;
  for (int round = 1; round <= kRounds; ++round) {
    if (!go_round(subject, caller, round, reporter)) return subject.stop();
    if (round == kSettled) settled = current_holdings();
  }
  const Holdings now = current_holdings();
  constexpr int kCounted = kRounds - kSettled;
  const long growth = (now.anonymous_kilobytes - settled.anonymous_kilobytes) / kCounted;
  if (growth > kTolerated) {
    reporter.found("probe.leak",
                   "memory grows by " + std::to_string(growth) + " KiB with each load and unload");
  }
  if (now.descriptors - settled.descriptors >= kCounted) {
    reporter.found("probe.leak", "a file stays open after each unload");
  }
  if (now.threads - settled.threads >= kCounted) {
    reporter.found("probe.leak", "a thread stays after each unload");
  }
  subject.stop();
}

/// Another kind than any that the parameter takes.
Value of_another_kind(const assay_param_t& parameter) {
  const bool takes_text =
      (parameter.kinds & (ASSAY_KIND_BIT(ASSAY_KIND_STRING) | ASSAY_KIND_BIT(ASSAY_KIND_PATH))) !=
      0;
  return takes_text ? Value{std::int64_t{-1}} : Value{std::string("probe")};
}

void try_wrong_arguments(Subject& subject, Reporter&) {
  const ProbeHost host(Extent::exact);
  Caller caller(host, subject.request(), {});
  if (!subject.start(host)) return;
  const auto attempt = [&](const worker::Arguments& arguments, std::uint32_t count) {
    const auto model = subject.load(caller, arguments.values(), count);
    if (model) subject.unload(*model);
  };
  const std::vector<Value>& right = subject.request().load_arguments;
  for (std::size_t i = 0; i < right.size(); ++i) {
    std::vector<Value> wrong = right;
    wrong[i] = of_another_kind(*subject.load_entry().params[i]);
    const worker::Arguments arguments(std::move(wrong));
    attempt(arguments, arguments.count());
  }
  const worker::Arguments none{{}};
  attempt(none, 0);
  subject.stop();
}

constexpr std::array<std::pair<std::string_view, Case>, 12> kCases{{
    {"plain", try_plainly},
    {"read-only", try_read_only},
    {"padding", try_padding},
    {"small", try_small_images},
    {"colors", try_colors},
    {"flush", try_flush_structs},
    {"enlarged", try_enlarged_structs},
    {"memory", try_refused_outputs},
    {"cancelled", try_cancelled},
    {"threads", try_threads},
    {"repeat", try_repeatedly},
    {"arguments", try_wrong_arguments},
}};

}  // namespace

Case case_named(std::string_view name) {
  for (const auto& [known, function] : kCases) {
    if (known == name) return function;
  }
  return nullptr;
}

}  // namespace assay::probe
