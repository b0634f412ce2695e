// SPDX-License-Identifier: Apache-2.0
// The runner: finds the command, runs it, prints an error once, returns the exit code.
#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/pipeline/interrupts.hpp"
#include "runner/commands/abi_check.hpp"
#include "runner/commands/check.hpp"
#include "runner/commands/dataset.hpp"
#include "runner/commands/evaluate.hpp"
#include "runner/commands/inspect.hpp"
#include "runner/commands/new_repository.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/score.hpp"
#include "runner/exit_code.hpp"
#include "runner/version.hpp"

namespace assay::runner {
namespace {

struct Command {
  std::string_view name;
  std::string_view arguments;
  std::string_view summary;
  int (*run)(const std::vector<std::string>& arguments);
};

constexpr std::array kCommands{
    Command{"abi-check", "PLUGIN... [--policy FILE]", "do plugins keep the contract? for CI",
            run_abi_check},
    Command{"check", "DEFINITION [--runtime]", "does a definition hold, and the model work?",
            run_check},
    Command{"dataset", "check | convert DEFINITION", "is a data set sound? or in another format",
            run_dataset},
    Command{"evaluate", "DEFINITION -o DIR", "predict, evaluate, report, gate", run_evaluate},
    Command{"inspect", "PLUGIN [--json]", "what a plugin offers, without running it", run_inspect},
    Command{"new", "DIR [--task TASK]", "a model repository to start from", run_new},
    Command{"score", "GROUND_TRUTH PREDICTIONS --task bbox", "evaluate predictions made elsewhere",
            run_score},
};

std::string help() {
  std::string text =
      "usage: assay COMMAND ...\n\nTests a vision model the way it ships.\n\ncommands:\n";
  for (const Command& command : kCommands) {
    text += fmt::format("  {:<10} {:<38} {}\n", command.name, command.arguments, command.summary);
  }
  return text +
         "\n  assay COMMAND --help   the options of a command\n"
         "  assay --version        the version\n\n"
         "exit codes: 0 pass, 1 a gate failed, 64 usage, 65 definition or data invalid, 69 plugin\n"
         "or device unusable, 70 internal, 74 input/output, 75 busy, 130/143 interrupted\n";
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::fputs(help().c_str(), stderr);
    return static_cast<int>(ExitCode::usage);
  }
  const std::string& name = arguments.front();
  if (name == "--help" || name == "-h" || name == "help") {
    print(help());
    return static_cast<int>(ExitCode::pass);
  }
  if (name == "--version") {
    print(fmt::format("assay {}\n", kVersion));
    return static_cast<int>(ExitCode::pass);
  }
  std::vector<std::string> known;
  for (const Command& command : kCommands) {
    if (command.name == name) return command.run({arguments.begin() + 1, arguments.end()});
    known.emplace_back(command.name);
  }
  throw Error(ErrorKind::usage, "unknown command '" + name + "'" + did_you_mean(name, known) +
                                    "\n'assay --help' lists the commands");
}

}  // namespace
}  // namespace assay::runner

int main(int argc, char** argv) {
  using namespace assay;
  // A reader that went away and a file that may not grow are errors like any other. Workers get
  // the default again (core/plugin/worker_process.cpp).
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return runner::run({argv + (argc > 0 ? 1 : 0), argv + argc});
  } catch (...) {
    const Error error = current_error();
    std::fprintf(stderr, "assay: %s\n", error.report().c_str());
    if (error.kind() == ErrorKind::cancelled) return pipeline::exit_code_after_interrupt();
    return static_cast<int>(runner::exit_code(error.kind()));
  }
}
