// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_directory.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::pipeline {
namespace {

/// The kind of the Error that `body` throws; fails the test when it throws none.
template <class Body>
ErrorKind kind_of(Body body) {
  try {
    body();
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::internal;
}

TEST(RunDirectory, MustBeNewWithoutResume) {
  const test::TemporaryDirectory directory;
  EXPECT_EQ(kind_of([&] { RunDirectory(directory.path(), false); }), ErrorKind::usage);
}

TEST(RunDirectory, IsMadeWithItsParents) {
  const test::TemporaryDirectory directory;
  const RunDirectory run(directory.path() / "a" / "b", false);
  EXPECT_TRUE(std::filesystem::is_directory(run.path()));
}

TEST(RunDirectory, IsBusyWhileInUse) {
  const test::TemporaryDirectory directory;
  const RunDirectory run(directory.path() / "run", false);
  EXPECT_EQ(kind_of([&] { RunDirectory(directory.path() / "run", true); }), ErrorKind::busy);
}

TEST(RunDirectory, DoesNotTakeOverAFolderOfOtherThings) {
  const test::TemporaryDirectory directory;
  directory.write("precious.txt", "x");
  EXPECT_EQ(kind_of([&] { RunDirectory(directory.path(), true); }), ErrorKind::usage);
}

TEST(RunDirectory, ResumesOnlyTheSameRun) {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "run";
  { RunDirectory(path, false).identify({{"batch", "4"}}, {{"jobs", "1"}}); }
  { RunDirectory(path, true).identify({{"batch", "4"}}, {{"jobs", "2"}}); }
  EXPECT_EQ(kind_of([&] {
              RunDirectory(path, true).identify({{"batch", "8"}}, {});
            }),
            ErrorKind::usage);
}

TEST(RunDirectory, SaysWhatHasChangedAndWhatToDo) {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "run";
  { RunDirectory(path, false).identify({{"plugin", "4"}, {"batch", "4"}}, {}); }
  try {
    RunDirectory(path, true).identify({{"plugin", "5"}, {"batch", "8"}}, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "cannot resume " + path.string() +
                                   ": the plugin's file has changed; go on with what the run "
                                   "began with, or name another directory with -o");
  }
}

TEST(RunDirectory, MayBeginWhereARunCouldNotStart) {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "run";
  { const RunDirectory never_identified(path, false); }
  directory.write("run/logs/worker-0.log", "cannot load");
  { RunDirectory(path, false).identify({{"batch", "4"}}, {}); }
  EXPECT_EQ(kind_of([&] { RunDirectory(path, false); }), ErrorKind::usage);
}

TEST(RunDirectory, RefusesANewerSchemaAndADamagedFile) {
  const test::TemporaryDirectory directory;
  directory.write("run/run.json", R"({"schema": 2, "identity": {}})");
  const RunDirectory run(directory.path() / "run", true);
  EXPECT_EQ(kind_of([&] { run.identify({}, {}); }), ErrorKind::usage);
  directory.write("run/run.json", "{\"schema\"");
  EXPECT_EQ(kind_of([&] { run.identify({}, {}); }), ErrorKind::io);
}

}  // namespace
}  // namespace assay::pipeline
