// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/stress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/definition/parse.hpp"
#include "core/definition/problems.hpp"
#include "core/pipeline/stress/stress_run.hpp"
#include "core/report/stress_summary.hpp"
#include "runner/commands/chosen_domain.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/evaluate.hpp"
#include "runner/commands/named.hpp"
#include "runner/commands/print.hpp"
#include "runner/commands/run_options.hpp"
#include "runner/commands/stress_replay.hpp"
#include "runner/commands/stress_settings.hpp"
#include "runner/exit_code.hpp"
#include "runner/progress_bar.hpp"

namespace assay::runner {
namespace {

CommandSpec stress_spec() {
  CommandSpec spec{
      "assay stress DEFINITION [--test T | --domain NAME [--model M] [--dataset D] | --replay RUN] "
      "-o DIR",
      "Searches an operational domain of image transformations for what breaks the model, and "
      "writes\n"
      "what it finds into DIR.",
      {"DEFINITION"},
      {{"output", 'o', "DIR", "the run directory; must not exist without --resume"},
       {"test", 0, "NAME", "which test of the definition: a model, a data set and a domain"},
       {"domain", 0, "NAME", "a domain of the definition, or a built-in one"},
       severity_option(),
       {"budget", 0, "N", "predictions altogether (default: the test's, else 1000)"},
       {"seed", 0, "N", "of all that is random (default: the test's, else 0)"},
       {"search", 0, "NAME", "how to search (default: the test's, else portfolio)"},
       {"score", 0, "NAME",
        "how a trial is scored: assay or efemarai (default: the test's, else assay)"},
       {"oracle", 0, "NAME",
        "what is right: truth, or baseline, the model's own answer to the image itself (default: "
        "the test's, else truth)"},
       {"threshold", 0, "X",
        "of scores of objects in use (default: the test's, else that of the best F1)"},
       {"min-score", 0, "X", "of a trial that counts as a failure (default: the test's, else 0.3)"},
       {"decide", 0, "",
        "only sample, and stop as soon as the gate on failure_probability is decided"},
       {"search-only", 0, "", "spend all of the budget on the search, for comparing searches"},
       {"replay", 0, "RUN",
        "do not search: predict the findings of that run directory once more, and say which have "
        "their score again"}}};
  for (Option& option : run_options()) spec.options.push_back(std::move(option));
  return spec;
}

/// What is tested, by names that the parser has checked, and how.
struct Chosen {
  const definition::Model& model;
  const definition::Dataset& dataset;
  std::string domain;
  pipeline::StressSettings settings = {};
};

const definition::StressTest& choose_test(const definition::Definition& definition,
                                          const std::string& name) {
  std::vector<std::string> names;
  for (const definition::StressTest& test : definition.tests) {
    if (test.name == name) return test;
    names.push_back(test.name);
  }
  throw Error(
      ErrorKind::usage,
      fmt::format("there is no test {}{}{}", definition::in_quotes(name), did_you_mean(name, names),
                  names.empty() ? "; the definition has none"
                                : "; there are " + definition::one_of(names)));
}

Chosen chosen_of(const definition::Definition& definition, const definition::StressTest& test) {
  return {named(definition.models, test.model), named(definition.datasets, test.dataset),
          test.domain, settings_of(definition, test)};
}

Chosen choose(const definition::Definition& definition, const ParsedOptions& options) {
  const auto test_name = options.text("test");
  const auto domain = options.text("domain");
  if (domain && test_name) {
    throw Error(ErrorKind::usage, "--test names a domain; leave --domain out");
  }
  if (domain) {
    return {choose_model(definition, options), choose_dataset(definition, options), *domain};
  }
  if (!test_name && definition.tests.size() != 1) {
    throw Error(ErrorKind::usage, definition.tests.empty()
                                      ? "--domain is missing, and the definition has no tests; "
                                        "'assay domain list' lists domains"
                                      : "choose a test with --test, or a --domain");
  }
  if (options.has("model") || options.has("dataset")) {
    throw Error(ErrorKind::usage,
                "a test names a model and a data set; leave --model and --dataset out");
  }
  return chosen_of(definition,
                   test_name ? choose_test(definition, *test_name) : definition.tests.front());
}

/// With what is asked for on the command line.
struct Asked {
  pipeline::StressSettings settings;
  stress::Domain domain;
};

Asked asked_for(const definition::Definition& definition, const Chosen& chosen,
                const stress::Catalogue& catalogue, const ParsedOptions& options) {
  pipeline::StressSettings settings = with_options(chosen.settings, options);
  return {settings, choose_domain(&definition, chosen.domain, catalogue, settings.severity)};
}

int run_and_print(const definition::Definition& definition, const Chosen& chosen,
                  pipeline::EvaluateOptions run, const Asked& asked, bool shows_progress) {
  const pipeline::StressRequest request(asked.domain, asked.settings);
  report::StressResults results;
  {
    ProgressBar bar(progress_style(shows_progress), chosen.model.name);
    run.progress = bar.updates();
    results = stress_test(definition, chosen.model, chosen.dataset, request, run);
  }
  print(report::stress_text(results));
  return static_cast<int>(results.pass() ? ExitCode::pass : ExitCode::gate_failed);
}

}  // namespace

int stress_and_print(const ChosenTest& chosen, pipeline::EvaluateOptions run,
                     const ParsedOptions& options) {
  const Chosen what = chosen_of(chosen.definition, chosen.test);
  return run_and_print(chosen.definition, what, std::move(run),
                       asked_for(chosen.definition, what, chosen.catalogue, options),
                       !options.has("no-progress"));
}

int run_stress(const std::vector<std::string>& arguments,
               const pipeline::Supervision& supervision) {
  const CommandSpec spec = stress_spec();
  const auto options = parse(spec, arguments);
  if (!options) {
    print(help_text(spec));
    return static_cast<int>(ExitCode::pass);
  }
  configure_logging(*options);
  pipeline::EvaluateOptions run = supervised(evaluate_options(*options), supervision);
  const auto definition =
      definition::parse_file(options->positional(0), {{}, first_device(*options)});
  if (options->has("replay")) return replay_and_print(definition, std::move(run), *options);
  const Chosen chosen = choose(definition, *options);
  const stress::Catalogue catalogue;
  const Asked asked = asked_for(definition, chosen, catalogue, *options);
  check_stress(definition, &asked.domain, catalogue);
  return run_and_print(definition, chosen, std::move(run), asked, !options->has("no-progress"));
}

}  // namespace assay::runner
