// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/run_all.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/definition/parse.hpp"
#include "runner/commands/evaluate.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/commands/stress.hpp"
#include "runner/commands/stress_settings.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

namespace fs = std::filesystem;

CommandSpec run_spec() {
  CommandSpec spec{
      "assay run DEFINITION -o DIR",
      "Runs every baseline and every stress test of a definition, each in a directory of "
      "its own\nbelow DIR, and judges the gates of each. One exit code for all.",
      {"DEFINITION"},
      {{"output", 'o', "DIR", "must not exist without --resume"}}};
  for (Option& option : run_options()) {
    if (option.name == "model" || option.name == "dataset") continue;
    spec.options.push_back(std::move(option));
  }
  return spec;
}

/// One directory of the run: a baseline, or a test.
struct Part {
  std::string kind;
  std::string name;
  Mark mark;
  std::function<int(pipeline::EvaluateOptions options)> run;
};

std::vector<Part> parts_of(const definition::Definition& definition, const ParsedOptions& options,
                           const stress::Catalogue& catalogue) {
  std::vector<Part> parts;
  for (const definition::Baseline& baseline : definition.baselines) {
    parts.push_back({"baseline", baseline.name, baseline.mark,
                     [&definition, &baseline, &options](pipeline::EvaluateOptions how) {
                       return evaluate_and_print(evaluation_of(definition, baseline),
                                                 std::move(how), !options.has("no-progress"));
                     }});
  }
  for (const definition::StressTest& test : definition.tests) {
    const ChosenTest chosen{definition, test, catalogue};
    parts.push_back(
        {"test", test.name, test.mark, [chosen, &options](pipeline::EvaluateOptions how) {
           return stress_and_print(chosen, std::move(how), options);
         }});
  }
  check_stress(definition, nullptr, catalogue);
  if (!parts.empty()) return parts;
  throw Error(
      ErrorKind::definition,
      fmt::format("{}: there are no baselines or tests to run; add them, such as baselines: "
                  "[{{name: main, model: M, dataset: D}}], or use 'assay evaluate'",
                  definition.source.name));
}

/// Before the first of them runs: what the file system would refuse in the middle.
void require_names_for_folders(const definition::Definition& definition,
                               const std::vector<Part>& parts) {
  constexpr std::size_t kLongest = 255;  // bytes of a name, as Linux has it
  std::map<std::string, std::string> kinds;
  for (const Part& part : parts) {
    const std::string folder = folder_name(part.name);
    const auto [known, is_new] = kinds.emplace(folder, part.kind);
    if (!is_new) {
      throw definition::error_in(
          definition, part.mark,
          fmt::format("a {} is called '{}', too, and each needs a folder of its own; rename one",
                      known->second, printable(part.name)));
    }
    if (folder.size() <= kLongest) continue;
    throw definition::error_in(
        definition, part.mark,
        fmt::format("the name of a {} is that of its folder, at most {} bytes; shorten '{}'",
                    part.kind, kLongest, printable(part.name)));
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

/// The options of all parts for one of them; their directory is the one above.
pipeline::EvaluateOptions options_for(const Part& part, pipeline::EvaluateOptions options,
                                      const pipeline::Supervision& supervision) {
  options.directory /= folder_name(part.name);
  return supervised(std::move(options), supervision);
}

/// For the last lines, of each part.
std::string outcome_lines(const std::vector<Part>& parts, const std::vector<int>& codes) {
  std::string lines = "\n";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    lines += fmt::format("{} {}: {}\n", parts[i].kind, printable(parts[i].name),
                         i < codes.size() ? outcome_of(codes[i]) : "not begun");
  }
  return lines;
}

/// What an interrupt that came before all parts were done makes of the run.
Ended ended_early(const Ended& last) {
  if (last.code > 1) return last;  // it has said so
  std::fputs("assay: interrupted; --resume goes on with what is left\n", stderr);
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
  const pipeline::EvaluateOptions common = evaluate_options(*options);
  const auto definition =
      definition::parse_file(options->positional(0), {{}, first_device(*options)});
  const stress::Catalogue catalogue;
  const std::vector<Part> parts = parts_of(definition, *options, catalogue);
  require_names_for_folders(definition, parts);
  make_directory(common.directory, common.resume);

  const pid_t self = ::getpid();
  std::vector<int> codes;
  Ended last;
  for (const Part& part : parts) {
    print(fmt::format("{}{} {}\n", codes.empty() ? "" : "\n", part.kind, printable(part.name)));
    last = supervise([&](const pipeline::Supervision& supervision) {
      return part.run(options_for(part, common, supervision));
    });
    if (::getpid() != self) return last;  // the process that evaluated
    codes.push_back(last.code);
    if (last.interrupt != 0) break;
  }
  print(outcome_lines(parts, codes));
  const bool is_early = last.interrupt != 0 && (last.code > 1 || codes.size() < parts.size());
  return is_early ? ended_early(last) : Ended{overall(codes)};
}

}  // namespace assay::runner
