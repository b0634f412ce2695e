// SPDX-License-Identifier: Apache-2.0
// The runner: finds the command, runs it, prints an error once, returns the exit code.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/pipeline/interrupts.hpp"
#include "runner/commands/abi_check.hpp"
#include "runner/commands/check.hpp"
#include "runner/commands/dataset.hpp"
#include "runner/commands/domain.hpp"
#include "runner/commands/evaluate.hpp"
#include "runner/commands/inspect.hpp"
#include "runner/commands/new_repository.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_all.hpp"
#include "runner/commands/score.hpp"
#include "runner/commands/stress.hpp"
#include "runner/exit_code.hpp"
#include "runner/supervisor.hpp"
#include "runner/version.hpp"

namespace assay::runner {
namespace {

using Arguments = std::vector<std::string>;

/// One of the two functions is set. The second is for commands that decode images of a data set: a
/// supervisor then sees to it that a crash in a decoder costs one image.
struct Command {
  std::string_view name;
  std::string_view arguments;
  std::string_view summary;
  int (*run)(const Arguments& arguments);
  int (*run_supervised)(const Arguments& arguments,
                        const pipeline::Supervision& supervision) = nullptr;
};

int run_baselines(const Arguments& arguments);

constexpr std::array kCommands{
    Command{"abi-check", "PLUGIN... [--policy FILE]", "do plugins keep the contract? for CI",
            run_abi_check},
    Command{"check", "DEFINITION [--runtime]", "does a definition hold, and the model work?",
            run_check},
    Command{"dataset", "check | convert | enhance DEFINITION",
            "is a data set sound? in another format, transformed", run_dataset},
    Command{"domain", "list | show | apply", "what images may look like in operation", run_domain},
    Command{"evaluate", "DEFINITION -o DIR", "predict, evaluate, report, gate", nullptr,
            run_evaluate},
    Command{"inspect", "PLUGIN [--json]", "what a plugin offers, without running it", run_inspect},
    Command{"new", "DIR [--task TASK]", "a model repository to start from", run_new},
    Command{"run", "DEFINITION -o DIR", "every baseline and test of a definition, one exit code",
            run_baselines},
    Command{"score", "GROUND_TRUTH PREDICTIONS --task bbox", "evaluate predictions made elsewhere",
            run_score},
    Command{"stress", "DEFINITION -o DIR", "search a domain for what breaks the model", nullptr,
            run_stress},
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

/// Prints an error once; gives the exit code.
int guarded(const std::function<int()>& body) {
  try {
    return body();
  } catch (...) {
    const Error error = current_error();
    std::fprintf(stderr, "assay: %s\n", error.report().c_str());
    if (error.kind() == ErrorKind::cancelled) return pipeline::exit_code_after_interrupt();
    return static_cast<int>(exit_code(error.kind()));
  }
}

int run_baselines(const Arguments& arguments) {
  return exit_as(run_all(arguments, [](const auto& evaluate) {
    return supervise([&evaluate](const pipeline::Supervision& supervision) {
      return guarded([&] { return evaluate(supervision); });
    });
  }));
}

int run(const Command& command, const Arguments& arguments) {
  if (command.run_supervised == nullptr) return command.run(arguments);
  const auto run_it = [&](const pipeline::Supervision& supervision) {
    return guarded([&] { return command.run_supervised(arguments, supervision); });
  };
  const bool help = std::any_of(arguments.begin(), arguments.end(), [](const std::string& word) {
    return word == "--help" || word == "-h";
  });
  return help ? run_it({}) : exit_as(supervise(run_it));
}

int run(const Arguments& arguments) {
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
    if (command.name == name) return run(command, {arguments.begin() + 1, arguments.end()});
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
  return runner::guarded([&] {
    return runner::run(runner::Arguments{argv + (argc > 0 ? 1 : 0), argv + argc});
  });
}
