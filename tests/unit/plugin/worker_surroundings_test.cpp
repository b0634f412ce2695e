// SPDX-License-Identifier: Apache-2.0
// What a plugin finds around it, and that nothing of it stays when the runner is gone.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/base/file.hpp"
#include "tests/unit/plugin/model_under_test.hpp"

namespace assay::plugin {
namespace {

using test::definition_of;
using test::quick_options;
using testing::HasSubstr;

std::string report_of(const WorkerOptions& options) {
  definition::Definition definition = definition_of("surroundings", "[]");
  definition.models[0].runtime.output_keys = {"text"};
  const auto model = test::start(definition, options);
  const auto outcomes = test::predict_all(*model, {"a"}, 1);
  const predict::Prediction* prediction = outcomes[0].prediction();
  if (prediction == nullptr) return outcomes[0].failure()->message;
  const auto& value = std::get<predict::Value>(prediction->find("text")->content);
  return std::get<std::string>(value.content);
}

TEST(WorkerSurroundings, AreThoseOfTheModelRepository) {
  ::unsetenv("OMP_NUM_THREADS");
  WorkerOptions options = quick_options();
  options.threads = 3;

  const std::string report = report_of(options);

  EXPECT_THAT(report, HasSubstr(std::string("folder=") + ASSAY_TEST_PLUGINS + "\n"));
  EXPECT_THAT(report, HasSubstr("stdin=/dev/null\n"));
  EXPECT_THAT(report, HasSubstr("omp=3\n"));
  EXPECT_THAT(report, HasSubstr("threads=3\n"));
}

TEST(WorkerSurroundings, LeaveThreadsToTheUser) {
  ::setenv("OMP_NUM_THREADS", "7", 1);
  WorkerOptions options = quick_options();
  options.threads = 0;

  const std::string report = report_of(options);
  ::unsetenv("OMP_NUM_THREADS");

  EXPECT_THAT(report, HasSubstr("omp=7\n"));
  EXPECT_THAT(report, HasSubstr("threads=7\n"));
}

TEST(WorkerSurroundings, GiveNoPowers) {
  const FileDescriptor leaked(::open("/dev/null", O_RDONLY));  // without O_CLOEXEC

  const std::string report = report_of(quick_options());

  EXPECT_THAT(report, HasSubstr("leads_group=1\n"));
  EXPECT_THAT(report, HasSubstr("no_new_privileges=1\n"));
  EXPECT_THAT(report, HasSubstr("oom_score_adj=1000\n"));
  EXPECT_THAT(report, HasSubstr("core_bytes=0\n"));
  EXPECT_THAT(report, HasSubstr("low_descriptors=0\n"));
}

/// The only child of a process, 0 for none.
pid_t child_of(pid_t parent) {
  pid_t child = 0;
  const std::string tasks = "/proc/" + std::to_string(parent) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks)) {
    std::ifstream(task.path() / "children") >> child;
    if (child != 0) break;
  }
  return child;
}

/// What a runner does that is about to be killed in the middle of a hanging predict.
[[noreturn]] void run_until_killed(const std::vector<std::string>& wrapper, int ready) {
  WorkerOptions options = quick_options();
  options.wrapper = wrapper;
  const auto model = test::start_faulty("hang", "bad", options);
  predict::Batch batch;
  batch.images.push_back(test::image_of(*model, 0, "bad"));
  model->submit(std::move(batch));
  if (::write(ready, "r", 1) != 1) ::_exit(1);
  for (;;) ::pause();
}

TEST(WorkerSurroundings, EndWithARunnerThatIsKilled) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // what the runner leaves becomes ours, to be seen
  const std::vector<std::vector<std::string>> wrappers{{}, {"sh", "-c", "\"$@\"; exit $?", "sh"}};
  for (const auto& wrapper : wrappers) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t runner = ::fork();
    if (runner == 0) run_until_killed(wrapper, ready[1]);
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    const pid_t child = child_of(runner);
    ASSERT_GT(child, 0);
    const FileDescriptor end(static_cast<int>(::syscall(SYS_pidfd_open, child, 0U)));

    ::kill(runner, SIGKILL);
    ::waitpid(runner, nullptr, 0);

    pollfd ended{end.get(), POLLIN, 0};
    EXPECT_EQ(::poll(&ended, 1, 5000), 1) << (wrapper.empty() ? "bare" : "wrapped");
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
  }
}

}  // namespace
}  // namespace assay::plugin
