// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/evaluate.hpp"

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
      "assay evaluate DEFINITION -o DIR",
      "Runs the model of a definition on its data set, evaluates what it predicts, writes "
      "a report\ninto DIR, and judges the gates.",
      {"DEFINITION"},
      {{"output", 'o', "DIR", "the run directory; must not exist without --resume"}}};
  for (Option& option : run_options()) spec.options.push_back(std::move(option));
  return spec;
}

pipeline::EvaluateOptions evaluate_options(const ParsedOptions& options) {
  pipeline::EvaluateOptions result;
  result.version = kVersion;
  result.limit = options.count("limit", 1, UINT32_MAX);
  result.batch_size = options.count("batch", 1, definition::kLargestBatch);
  result.resume = options.has("resume");
  result.jobs = jobs_of(options);
  result.worker = worker_options_of(options);
  const auto directory = options.text("output");
  if (!directory) throw Error(ErrorKind::usage, "-o DIR is missing: where should the run go?");
  result.directory = *directory;
  return result;
}

}  // namespace

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
  run.supervision = supervision;
  run.resume = run.resume || supervision.restarted;
  const auto definition =
      definition::parse_file(options->positional(0), {{}, first_device(*options)});
  const definition::Model& model = choose_model(definition, *options);
  const definition::Dataset& dataset = choose_dataset(definition, *options);

  report::RunResults results;
  {
    ProgressBar bar(progress_style(!options->has("no-progress")), model.name);
    run.progress = [&bar](std::size_t done, std::size_t total, std::size_t failed) {
      bar.update(done, total, failed);
    };
    results = pipeline::evaluate(definition, model, dataset, run);
  }
  print(report::text_table(results));
  return static_cast<int>(results.pass ? ExitCode::pass : ExitCode::gate_failed);
}

}  // namespace assay::runner
