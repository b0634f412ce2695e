// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/run_all.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/base/source.hpp"
#include "core/definition/parse.hpp"
#include "runner/commands/evaluate.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

namespace fs = std::filesystem;

CommandSpec run_spec() {
  CommandSpec spec{"assay run DEFINITION -o DIR",
                   "Evaluates every baseline of a definition, each in a directory of its own below "
                   "DIR, and judges\nthe gates of each. One exit code for all.",
                   {"DEFINITION"},
                   {{"output", 'o', "DIR", "must not exist without --resume"}}};
  for (Option& option : run_options()) {
    if (option.name == "model" || option.name == "dataset") continue;
    spec.options.push_back(std::move(option));
  }
  return spec;
}

void require_baselines(const definition::Definition& definition) {
  if (!definition.tests.empty()) {
    log::warn("run", fmt::format("stress tests are not run by this version tests={}",
                                 definition.tests.size()));
  }
  if (!definition.baselines.empty()) return;
  throw Error(ErrorKind::definition,
              fmt::format("{}: there are no baselines to run; add them, such as baselines: "
                          "[{{name: main, model: M, dataset: D}}], or use 'assay evaluate'",
                          definition.source.name));
}

/// Before the first of them runs: what the file system would refuse in the middle.
void require_names_for_folders(const definition::Definition& definition) {
  constexpr std::size_t kLongest = 255;  // bytes of a name, as Linux has it
  for (const definition::Baseline& baseline : definition.baselines) {
    if (folder_name(baseline.name).size() <= kLongest) continue;
    throw definition::error_in(
        definition, baseline.mark,
        fmt::format("the name of a baseline is that of its folder, at most {} bytes; shorten '{}'",
                    kLongest, printable(baseline.name)));
  }
}

void make_directory(const fs::path& directory, bool resume) {
  std::error_code error;
  if (fs::exists(directory, error) && !resume) {
    throw Error(ErrorKind::usage,
                fmt::format("{} exists; name another directory, or add --resume to go on with it",
                            directory.string()));
  }
  fs::create_directories(directory, error);
  if (error) {
    throw Error(ErrorKind::io, fmt::format("cannot make the folder {}: {}", directory.string(),
                                           describe_errno(error.value())));
  }
}

/// "pass", ... for the last lines.
std::string_view outcome_of(int code) {
  if (code == static_cast<int>(ExitCode::pass)) return "pass";
  return code == static_cast<int>(ExitCode::gate_failed) ? "fail" : "not evaluated";
}

/// That of the first that could not be evaluated, else the worst verdict.
int overall(const std::vector<int>& codes) {
  int result = 0;
  for (const int code : codes) {
    if (code > 1) return code;
    result = std::max(result, code);
  }
  return result;
}

/// The options of all baselines for one of them; their directory is the one above.
pipeline::EvaluateOptions options_for(const definition::Baseline& baseline,
                                      pipeline::EvaluateOptions options,
                                      const pipeline::Supervision& supervision) {
  options.directory /= folder_name(baseline.name);
  options.supervision = supervision;
  options.resume = options.resume || supervision.restarted;
  return options;
}

/// For the last lines, of each baseline.
std::string outcome_lines(const std::vector<definition::Baseline>& baselines,
                          const std::vector<int>& codes) {
  std::string lines = "\n";
  for (std::size_t i = 0; i < baselines.size(); ++i) {
    lines += fmt::format("baseline {}: {}\n", printable(baselines[i].name),
                         i < codes.size() ? outcome_of(codes[i]) : "not begun");
  }
  return lines;
}

/// What an interrupt that came before all baselines were done makes of the run.
Ended ended_early(const Ended& last) {
  if (last.code > 1) return last;  // it has said so
  std::fputs("assay: interrupted; --resume goes on with the baselines that are left\n", stderr);
  return {128 + last.interrupt, 0, last.interrupt};
}

}  // namespace

std::string folder_name(const std::string& name) {
  std::string folder;
  for (const char c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ||
                       (c == '.' && !folder.empty());
    folder += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return folder;
}

Ended run_all(const std::vector<std::string>& arguments, const Supervise& supervise) {
  const CommandSpec spec = run_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return {static_cast<int>(ExitCode::pass)};
  }
  configure_logging(*options);
  const std::string directory = output_directory(*options);
  pipeline::EvaluateOptions common = evaluate_options(*options);
  common.directory = directory;
  const auto definition =
      definition::parse_file(options->positional(0), {{}, first_device(*options)});
  require_baselines(definition);
  require_names_for_folders(definition);
  make_directory(common.directory, common.resume);

  const pid_t self = ::getpid();
  std::vector<int> codes;
  Ended last;
  for (const definition::Baseline& baseline : definition.baselines) {
    print(fmt::format("{}baseline {}\n", codes.empty() ? "" : "\n", printable(baseline.name)));
    last = supervise([&](const pipeline::Supervision& supervision) {
      return evaluate_and_print(evaluation_of(definition, baseline),
                                options_for(baseline, common, supervision),
                                !options->has("no-progress"));
    });
    if (::getpid() != self) return last;  // the process that evaluated
    codes.push_back(last.code);
    if (last.interrupt != 0) break;
  }
  print(outcome_lines(definition.baselines, codes));
  const bool is_early =
      last.interrupt != 0 && (last.code > 1 || codes.size() < definition.baselines.size());
  return is_early ? ended_early(last) : Ended{overall(codes)};
}

}  // namespace assay::runner
