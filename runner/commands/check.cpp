// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/log.hpp"
#include "core/definition/dataset_paths.hpp"
#include "core/definition/parse.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/pipeline/sample.hpp"
#include "core/plugin/check_model.hpp"
#include "core/plugin/utf8.hpp"
#include "core/report/sample_text.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/domain/probe.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/commands/stress_settings.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

using definition::Definition;

/// Enough to see several sizes, few enough for a slow model.
constexpr std::size_t kSample = 8;

CommandSpec check_spec() {
  CommandSpec spec{"assay check DEFINITION [--model M] [--runtime]",
                   "Says whether a definition holds together: its own text, its data sets, and its "
                   "models' inputs\n"
                   "against the parameters of their plugins, of which nothing runs. With --runtime "
                   "each model is\n"
                   "loaded and predicts a few images.",
                   {"DEFINITION"},
                   {{"runtime", 0, "", "load the models too, and let each predict a batch"}}};
  for (Option& option : run_options()) {
    const bool of_a_run = option.name == "resume" || option.name == "limit" ||
                          option.name == "no-progress" || option.name == "jobs";
    if (!of_a_run) spec.options.push_back(std::move(option));
  }
  return spec;
}

/// The one that is named, or all of them.
template <class Named, class Choose>
std::vector<const Named*> chosen(const std::vector<Named>& all, bool one, Choose choose) {
  if (one) return {&choose()};
  std::vector<const Named*> list;
  list.reserve(all.size());
  for (const Named& each : all) list.push_back(&each);
  return list;
}

/// They are no fault of the definition, and fail in every run.
void warn_of_missing_images(const dataset::Dataset& dataset) {
  std::size_t missing = 0;
  const dataset::Datapoint* first = nullptr;
  for (const dataset::Datapoint& datapoint : dataset.datapoints) {
    std::error_code unknown;
    if (std::filesystem::exists(datapoint.path, unknown) || unknown) continue;
    if (missing++ == 0) first = &datapoint;
  }
  if (missing == 0) return;
  log::warn("check",
            fmt::format("data set '{}': {} of {} image files are missing, such as {}: they fail in "
                        "every run; 'assay dataset check' names all",
                        dataset.name, missing, dataset.datapoints.size(), first->id));
}

/// How the model's classes and the data set's categories fit; "" where the task has none.
std::string match_text(const pipeline::RunInput& input) {
  const std::size_t categories = input.dataset.categories.size();
  const auto& classes = input.classes.classes;
  if (classes.empty() || categories == 0) return "";
  const auto matched = std::count_if(classes.begin(), classes.end(),
                                     [](const auto& one) { return one.category.has_value(); });
  return fmt::format(
      "  classes of {}: {} of {} are categories, and {} of {} categories are classes\n",
      input.model.name, matched, classes.size(),
      categories - input.classes.unmatched_categories.size(), categories);
}

/// What has been said and found so far.
struct Findings {
  std::map<std::string, std::size_t> counts;  // of each data set that was loaded
  std::set<std::string> warnings;             // what several runs share is said once

  void warn(const std::string& warning) {
    if (warnings.insert(warning).second) log::warn("check", warning);
  }
};

/// Loads a data set; with a model, matches the classes of both.
std::string check_dataset(const Definition& definition, const definition::Dataset& dataset,
                          const std::vector<const definition::Model*>& models, Findings& found) {
  std::size_t& count = found.counts[dataset.name];
  std::string matches;
  if (!models.empty()) {
    for (const definition::Model* model : models) {
      const auto input = pipeline::prepare_run(definition, *model, dataset, pipeline::RunExtent());
      for (const std::string& warning : pipeline::warnings_about(input)) found.warn(warning);
      if (model == models.front()) warn_of_missing_images(input.dataset);
      matches += match_text(input);
      count = input.total;
    }
  } else {
    definition::check_paths(definition, dataset);
    const auto loaded = dataset::load_dataset(dataset, definition.project.problem_type);
    warn_of_missing_images(loaded);
    count = loaded.datapoints.size();
  }
  return fmt::format("data set {}: {} datapoints\n{}", dataset.name, count, matches);
}

/// Operators, axes and graphs; axes along which nothing changes are warned of.
std::string check_domains(const Definition& definition) {
  if (definition.domains.empty()) return "";
  const stress::Catalogue catalogue;
  std::string text;
  for (const definition::Domain& spec : definition.domains) {
    const stress::Domain domain = make_domain(spec, definition.source, catalogue);
    text +=
        fmt::format("domain {}: {} transformations, {} free axes\n",
                    plugin::printable(domain.name()), domain.nodes().size(), domain.axes().size());
    for (const std::string& key : dead_axes(domain)) {
      log::warn("check", fmt::format("domain '{}': nothing changes along {}; fix it, or widen its "
                                     "range",
                                     domain.name(), key));
    }
  }
  return text;
}

/// What a run would refuse only after it has begun.
std::string check_tests(const Definition& definition,
                        const std::map<std::string, std::size_t>& counts) {
  check_stress(definition, nullptr, stress::Catalogue());
  std::string text;
  for (const definition::StressTest& test : definition.tests) {
    const std::size_t budget = settings_of(definition, test).budget;
    const auto count = counts.find(test.dataset);
    if (count != counts.end() && budget <= count->second) {
      throw definition::error_in(
          definition, test.mark,
          fmt::format("the test '{}' has {} predictions, not more than the {} datapoints of '{}', "
                      "which are predicted as they are first; give it a larger 'budget'",
                      test.name, budget, count->second, test.dataset));
    }
    text += fmt::format("test {}: {} on {} in {}, {} predictions\n", plugin::printable(test.name),
                        plugin::printable(test.model), plugin::printable(test.dataset),
                        plugin::printable(test.domain), budget);
  }
  return text;
}

std::vector<definition::Device> devices_of(const definition::Model& model,
                                           const plugin::WorkerOptions& options) {
  return options.devices.empty() ? std::vector{model.runtime.device} : options.devices;
}

std::string check_plugin(const Definition& definition, const definition::Model& model,
                         const plugin::WorkerOptions& options) {
  const plugin::CheckedModel checked =
      plugin::check_model(definition, model, options.plugin_dirs, devices_of(model, options));
  const auto& description = checked.inspection.descriptor.description;
  std::string text =
      fmt::format("model {}: {}:{} and {} of {} {} ({})\n", model.name, model.runtime.load.module,
                  model.runtime.load.function, model.runtime.predict.function,
                  plugin::printable(description.name), plugin::printable(description.version),
                  checked.plugin.string());
  if (!model.runtime.image.empty()) {
    text += fmt::format(
        "  runtime.image is {}: assay runs on the host, or in it where "
        "--worker-wrapper puts the worker there\n",
        plugin::printable(model.runtime.image));
  }
  for (const std::string& note : checked.binding.notes) text += fmt::format("  {}\n", note);
  return text;
}

/// What plugins print, kept until it has been shown.
class PluginOutput {
 public:
  PluginOutput() {
    std::string name = (std::filesystem::temp_directory_path() / "assay-check-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw_errno("cannot make a folder for logs");
    directory_ = name;
  }
  /// Also when the model could not be loaded: that is when it matters most.
  ~PluginOutput() {
    constexpr std::uintmax_t kShown = 8192;
    std::error_code error;
    const auto file = directory_ / "worker-0.log";
    const std::uintmax_t bytes = std::filesystem::file_size(file, error);
    if (!error && bytes > 0) {
      std::ifstream log(file);
      if (bytes > kShown) log.seekg(static_cast<std::streamoff>(bytes - kShown));
      std::cerr << (bytes > kShown ? "the last of the plugin's output:\n"
                                   : "output of the plugin:\n")
                << log.rdbuf() << std::flush;
    }
    std::filesystem::remove_all(directory_, error);
  }
  PluginOutput(const PluginOutput&) = delete;
  PluginOutput& operator=(const PluginOutput&) = delete;

  const std::filesystem::path& directory() const { return directory_; }

 private:
  std::filesystem::path directory_;
};

/// Whether every datapoint of the sample has a prediction.
bool try_model(const Definition& definition, const definition::Model& model,
               const ParsedOptions& options, std::string& text) {
  const PluginOutput output;
  plugin::WorkerOptions worker = worker_options_of(options);
  worker.log_directory = output.directory();
  const auto batch =
      options.count("batch", 1, definition::kLargestBatch).value_or(model.runtime.max_batch_size);
  const definition::Dataset* dataset = definition.datasets.empty() ? nullptr
                                       : options.has("dataset")
                                           ? &choose_dataset(definition, options)
                                           : &definition.datasets.front();
  const pipeline::Sample sample = pipeline::predict_sample(
      definition, model, dataset, std::min<std::size_t>(batch, kSample), worker);
  text += fmt::format("model {}: loaded and run{}{}\n", model.name,
                      sample.device.empty() ? "" : " on ", sample.device);
  bool all = true;
  for (const pipeline::SampleResult& result : sample.results) {
    text += fmt::format("  {}  {}\n", plugin::printable(result.datapoint),
                        report::outcome_text(result.outcome));
    all = all && result.outcome.failure() == nullptr;
  }
  return all;
}

}  // namespace

int run_check(const std::vector<std::string>& arguments) {
  const CommandSpec spec = check_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  configure_logging(*options);
  const Definition definition =
      definition::parse_file(options->positional(0), {{}, first_device(*options)});
  const auto models = chosen(
      definition.models,
      options->has("model"), [&]() -> const auto& { return choose_model(definition, *options); });
  const auto datasets = chosen(
      definition.datasets, options->has("dataset"), [&]() -> const auto& {
        return choose_dataset(definition, *options);
      });
  const plugin::WorkerOptions worker = worker_options_of(*options);
  std::string text;
  Findings found;
  for (const definition::Model* model : models) text += check_plugin(definition, *model, worker);
  for (const definition::Dataset* dataset : datasets) {
    text += check_dataset(definition, *dataset, models, found);
  }
  text += check_domains(definition);
  text += check_tests(definition, found.counts);
  bool works = true;
  if (options->has("runtime")) {
    for (const definition::Model* model : models) {
      works = try_model(definition, *model, *options, text) && works;
    }
  }
  print(text + (works ? "the definition holds\n" : "the model does not give what it should\n"));
  return static_cast<int>(works ? ExitCode::pass : ExitCode::gate_failed);
}

}  // namespace assay::runner
