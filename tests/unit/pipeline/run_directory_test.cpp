// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_directory.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <optional>

#include "core/base/descriptor_passing.hpp"
#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::pipeline {
namespace {

/// The Error that `body` throws; fails the test when it throws none.
template <class Body>
Error error_of(Body body) {
  try {
    body();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {ErrorKind::internal, ""};
}

template <class Body>
ErrorKind kind_of(Body body) {
  return error_of(body).kind();
}

TEST(RunDirectory, MustBeNewWithoutResume) {
  const test::TemporaryDirectory directory;
  EXPECT_EQ(kind_of([&] { RunDirectory(directory.path(), false); }), ErrorKind::usage);
}

TEST(RunDirectory, IsNeverWhatIsNoDirectory) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write("file", "x");
  const auto link = directory.path() / "link";
  std::filesystem::create_symlink("nowhere", link);
  for (const auto& path : {file, link, std::filesystem::path("/dev/null")}) {
    for (const bool resume : {false, true}) {
      const Error error = error_of([&] { RunDirectory(path, resume); });
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      EXPECT_EQ(error.message(), path.string() + " is not a directory; name another one with -o");
    }
  }
}

TEST(RunDirectory, HandsItsLockOverWithoutAGap) {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "run";
  int ends[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends), 0);
  const FileDescriptor keeper(ends[0]), kept(ends[1]);
  std::optional<RunDirectory> first(std::in_place, path, false, LockHandover{-1, keeper.get()});
  const FileDescriptor lock = receive_descriptor(kept.get());
  ASSERT_TRUE(lock);
  first.reset();
  EXPECT_EQ(kind_of([&] { RunDirectory(path, true); }), ErrorKind::busy);
  EXPECT_NO_THROW(RunDirectory(path, true, {lock.get(), -1}));
  const auto other = directory.path() / "other";
  EXPECT_NO_THROW(RunDirectory(other, true, {lock.get(), -1}));  // not the lock of this one
  EXPECT_EQ(read_file(path / ".lock").rfind("process ", 0), 0U);
}

TEST(RunDirectory, SaysWhyAPathCannotBe) {
  const test::TemporaryDirectory directory;
  const auto loop = directory.path() / "loop";
  std::filesystem::create_symlink(loop, loop);
  const struct {
    std::filesystem::path path;
    std::string says;
  } cases[] = {{loop, "Too many levels of symbolic links"},
               {loop / "run", "Too many levels of symbolic links"},
               {directory.path() / std::string(256, 'x'), "File name too long"}};
  for (const auto& one : cases) {
    for (const bool resume : {false, true}) {
      const Error error = error_of([&] { RunDirectory(one.path, resume); });
      EXPECT_EQ(error.kind(), ErrorKind::io);
      EXPECT_EQ(error.message(), "cannot use " + one.path.string() + ": " + one.says +
                                     "; name another directory with -o");
    }
  }
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
