// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/dataset_check.hpp"

#include <algorithm>
#include <filesystem>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/definition/dataset_paths.hpp"
#include "core/definition/implied_problem_type.hpp"
#include "core/definition/parse.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/lint_report.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

constexpr std::uint64_t kMost = 1'000'000'000;

CommandSpec dataset_check_spec() {
  return {
      "assay dataset check DEFINITION [--dataset D] [--json FILE]",
      "Looks through the data sets of a definition for what makes runs fail or their numbers "
      "wrong: exit 65\n"
      "when there is an error, 0 with warnings only or nothing. No model is needed.",
      {"DEFINITION"},
      {{"dataset", 0, "NAME", "which data set of the definition (default: all)"},
       {"json", 0, "FILE", "write all findings as JSON; - prints them in place of the text"},
       {"no-images", 0, "", "look for the image files, but open none"},
       {"limit-findings", 0, "N", "list so many of each rule (default: 5 in text, 100000 in JSON)"},
       {"jobs", 0, "N", "threads that decode images (default: the cores)"}}};
}

/// --json must not overwrite what is checked.
void check_output(const ParsedOptions& options, const definition::Definition& definition) {
  const auto file = options.text("json");
  if (!file || *file == "-") return;
  std::vector<std::filesystem::path> inputs{options.positional(0)};
  for (const auto& dataset : definition.datasets) inputs.push_back(dataset.annotations);
  for (const auto& input : inputs) {
    std::error_code absent;
    if (!std::filesystem::equivalent(*file, input, absent)) continue;
    throw Error(ErrorKind::usage, "--json names " + *file + ", which is an input; name another");
  }
}

std::vector<CheckedDataset> check_all(const definition::Definition& definition,
                                      const ParsedOptions& options) {
  dataset::lint::Options how;
  how.decode_images = !options.has("no-images");
  how.threads = jobs_of(options);
  how.most_findings = options.count("limit-findings", 1, kMost).value_or(how.most_findings);
  std::vector<CheckedDataset> checked;
  const bool one = options.has("dataset") || definition.datasets.empty();
  const auto* only = one ? &choose_dataset(definition, options) : nullptr;
  for (const definition::Dataset& spec : definition.datasets) {
    if (only != nullptr && only != &spec) continue;
    definition::check_paths(definition, spec);
    checked.push_back({spec.name, std::string(definition::name_of(spec.format)),
                       dataset::lint::check(spec, definition.project.problem_type, how)});
  }
  return checked;
}

}  // namespace

int run_dataset_check(const std::vector<std::string>& arguments) {
  const CommandSpec spec = dataset_check_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  constexpr std::uint64_t kShown = 5;
  const std::uint64_t shown = options->count("limit-findings", 1, kMost).value_or(kShown);
  const auto definition = definition::parse_file(options->positional(0), {{}, ""});
  check_output(*options, definition);
  const std::vector<CheckedDataset> checked = definition::with_remark_on_type(
      definition.project, [&] { return check_all(definition, *options); });
  std::string text;
  for (const CheckedDataset& one : checked) text += lint_text(one, shown);
  const auto file = options->text("json");
  if (file && *file == "-") {
    text = lint_json(checked);
  } else if (file) {
    write_file_atomically(*file, lint_json(checked));
  }
  print(text);
  const bool sound = std::all_of(checked.begin(), checked.end(), [](const CheckedDataset& one) {
    return one.report.findings.errors() == 0;
  });
  return static_cast<int>(sound ? ExitCode::pass : ExitCode::definition);
}

}  // namespace assay::runner
