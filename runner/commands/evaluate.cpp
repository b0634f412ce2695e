// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/evaluate.hpp"

#include <algorithm>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "core/pipeline/evaluate.hpp"
#include "core/report/text_table.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/exit_code.hpp"
#include "runner/progress_bar.hpp"
#include "runner/version.hpp"

namespace assay::runner {
namespace {

CommandSpec evaluate_spec() {
  CommandSpec spec{
      "assay evaluate DEFINITION [--model M] [--dataset D | --baseline B] -o DIR",
      "Runs the model of a definition on its data set, evaluates what it predicts, writes "
      "a report\ninto DIR, and judges the gates.",
      {"DEFINITION"},
      {{"output", 'o', "DIR", "the run directory; must not exist without --resume"},
       {"baseline", 0, "NAME", "which baseline of the definition: a model and a data set"}}};
  for (Option& option : run_options()) spec.options.push_back(std::move(option));
  return spec;
}

/// --baseline, or --model and --dataset.
Evaluation choose_evaluation(const definition::Definition& definition,
                             const ParsedOptions& options) {
  if (!options.has("baseline")) {
    return {definition, choose_model(definition, options), choose_dataset(definition, options)};
  }
  if (options.has("model") || options.has("dataset")) {
    throw Error(ErrorKind::usage,
                "--baseline names a model and a data set; leave --model and --dataset out");
  }
  return evaluation_of(definition, choose_baseline(definition, options));
}

}  // namespace

Evaluation evaluation_of(const definition::Definition& definition,
                         const definition::Baseline& baseline) {
  const auto named = [](const auto& all, const std::string& name) -> const auto& {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
    ASSAY_CHECK(found != all.end());  // the parser has checked the names
    return *found;
  };
  return {definition, named(definition.models, baseline.model),
          named(definition.datasets, baseline.dataset)};
}

pipeline::EvaluateOptions evaluate_options(const ParsedOptions& options) {
  pipeline::EvaluateOptions result;
  result.version = kVersion;
  result.limit = options.count("limit", 1, UINT32_MAX);
  result.batch_size = options.count("batch", 1, definition::kLargestBatch);
  result.resume = options.has("resume");
  result.jobs = jobs_of(options);
  result.worker = worker_options_of(options);
  return result;
}

int evaluate_and_print(const Evaluation& evaluation, pipeline::EvaluateOptions options,
                       bool progress) {
  report::RunResults results;
  {
    ProgressBar bar(progress_style(progress), evaluation.model.name);
    options.progress = [&bar](std::size_t done, std::size_t total, std::size_t failed) {
      bar.update(done, total, failed);
    };
    results =
        pipeline::evaluate(evaluation.definition, evaluation.model, evaluation.dataset, options);
  }
  print(report::text_table(results));
  return static_cast<int>(results.pass ? ExitCode::pass : ExitCode::gate_failed);
}

int run_evaluate(const std::vector<std::string>& arguments,
                 const pipeline::Supervision& supervision) {
  const CommandSpec spec = evaluate_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  configure_logging(*options);
  pipeline::EvaluateOptions run = evaluate_options(*options);
  run.directory = output_directory(*options);
  run.supervision = supervision;
  run.resume = run.resume || supervision.restarted;
  const auto definition =
      definition::parse_file(options->positional(0), {{}, first_device(*options)});
  return evaluate_and_print(choose_evaluation(definition, *options), std::move(run),
                            !options->has("no-progress"));
}

}  // namespace assay::runner
