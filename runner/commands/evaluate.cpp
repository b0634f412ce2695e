// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/evaluate.hpp"

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "core/pipeline/evaluate.hpp"
#include "core/report/text_table.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/named.hpp"
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
  return {definition, named(definition.models, baseline.model),
          named(definition.datasets, baseline.dataset)};
}

pipeline::EvaluateOptions evaluate_options(const ParsedOptions& options) {
  pipeline::EvaluateOptions result;
  result.directory = output_directory(options);
  result.version = kVersion;
  result.limit = options.count("limit", 1, UINT32_MAX);
  result.batch_size = options.count("batch", 1, definition::kLargestBatch);
  result.resume = options.has("resume");
  result.jobs = jobs_of(options);
  result.worker = worker_options_of(options);
  return result;
}

pipeline::EvaluateOptions supervised(pipeline::EvaluateOptions options,
                                     const pipeline::Supervision& supervision) {
  options.supervision = supervision;
  options.resume = options.resume || supervision.restarted;
  return options;
}

int evaluate_and_print(const Evaluation& evaluation, pipeline::EvaluateOptions options,
                       bool progress) {
  report::RunResults results;
  {
    ProgressBar bar(progress_style(progress), evaluation.model.name);
    options.progress = bar.updates();
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
  pipeline::EvaluateOptions run = supervised(evaluate_options(*options), supervision);
  const auto definition =
      definition::parse_file(options->positional(0), {{}, first_device(*options)});
  return evaluate_and_print(choose_evaluation(definition, *options), std::move(run),
                            !options->has("no-progress"));
}

}  // namespace assay::runner
