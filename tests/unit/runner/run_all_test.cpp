// SPDX-License-Identifier: Apache-2.0
// How `assay run` goes from one baseline to the next. Whole runs are in
// tests/golden/baselines_test.py.
#include "runner/commands/run_all.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "tests/support/temporary_directory.hpp"

namespace assay::runner {
namespace {

constexpr const char* kDefinition = R"(
project: {name: Test, problem_type: Custom}
datasets: [{name: some, format: Images, stage: test, data_url: images}]
models:
  - name: model
    runtime:
      load: {entrypoint: "m:load", output: {name: model}}
      predict:
        entrypoint: "m:predict"
        inputs: [{name: model, value: "${model.runtime.load.output.model}"}]
        output: {name: predictions}
baselines:
  - {name: one, model: model, dataset: some}
  - {name: two, model: model, dataset: some}
  - {name: three, model: model, dataset: some}
)";

struct Result {
  Ended ended;
  std::size_t begun = 0;
  std::string output;
};

/// A run whose baselines end like `ends`.
Result run_that_ends(const std::vector<Ended>& ends) {
  const test::TemporaryDirectory folder;
  folder.write("images/a.jpg", "");
  const auto definition = folder.write("assay.yaml", kDefinition);
  Result result;
  testing::internal::CaptureStdout();
  result.ended = run_all({definition.string(), "-o", (folder.path() / "runs").string()},
                         [&](const auto&) { return ends.at(result.begun++); });
  result.output = testing::internal::GetCapturedStdout();
  return result;
}

TEST(RunAll, GivesTheCodeOfTheFirstThatCouldNotBeEvaluated) {
  const Result result = run_that_ends({{1}, {69}, {65}});
  EXPECT_EQ(result.begun, 3u);
  EXPECT_EQ(result.ended.code, 69);
  EXPECT_NE(result.output.find("baseline one: fail\nbaseline two: not evaluated\n"
                               "baseline three: not evaluated\n"),
            std::string::npos);
}

TEST(RunAll, GoesOnAfterAProcessThatWasKilled) {
  const Result result = run_that_ends({{128 + SIGKILL, SIGKILL}, {0}, {0}});
  EXPECT_EQ(result.begun, 3u);
  EXPECT_EQ(result.ended.code, 128 + SIGKILL);
  EXPECT_EQ(result.ended.signal, 0);  // its death was not this process's
}

TEST(RunAll, StopsAtAnInterruptThatTheBaselineDidNotHeed) {
  const Result result = run_that_ends({{0, 0, SIGTERM}});
  EXPECT_EQ(result.begun, 1u);
  EXPECT_EQ(result.ended.code, 128 + SIGTERM);
  EXPECT_NE(result.output.find("baseline one: pass\nbaseline two: not begun\n"
                               "baseline three: not begun\n"),
            std::string::npos);
}

TEST(RunAll, EndsLikeABaselineThatWasInterrupted) {
  EXPECT_EQ(run_that_ends({{0}, {130, 0, SIGINT}}).ended.code, 130);
  const Result died = run_that_ends({{128 + SIGINT, SIGINT, SIGINT}});
  EXPECT_EQ(died.ended.signal, SIGINT);
}

TEST(RunAll, IsDoneWhereTheInterruptCameInItsLastBaseline) {
  EXPECT_EQ(run_that_ends({{0}, {0}, {1, 0, SIGINT}}).ended.code, 1);
}

}  // namespace
}  // namespace assay::runner
