// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/draft.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::dataset::convert {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

/// Makes a draft and, without having ended it, dies or waits to be killed.
pid_t process_with_draft(const fs::path& directory, bool lives) {
  int ready[2];
  if (::pipe(ready) != 0) return -1;
  const pid_t process = ::fork();
  if (process == 0) {
    const Draft draft(directory);
    write_text(draft.path() / "labels/a.txt", "x");
    ::close(ready[0]);
    ::close(ready[1]);  // tells that it is made
    if (lives) ::pause();
    ::raise(SIGKILL);
  }
  ::close(ready[1]);
  char none = 0;
  EXPECT_EQ(::read(ready[0], &none, 1), 0);
  ::close(ready[0]);
  return process;
}

TEST(Draft, BecomesTheFolderOrGoes) {
  const test::TemporaryDirectory place;
  {
    Draft draft(place.path() / "out");
    write_text(draft.path() / "in/a.txt", "x");
    draft.publish();
  }
  EXPECT_TRUE(fs::exists(place.path() / "out/in/a.txt"));
  { const Draft draft(place.path() / "other"); }
  EXPECT_EQ(names_in(place.path()), std::vector<std::string>{"out"});
}

TEST(Draft, RemovesWhatTheDeadHaveLeft) {
  const test::TemporaryDirectory place;
  ::waitpid(process_with_draft(place.path() / "out", false), nullptr, 0);
  ASSERT_EQ(names_in(place.path()).size(), 1U);
  { const Draft draft(place.path() / "other"); }
  EXPECT_EQ(names_in(place.path()).size(), 1U);
  { const Draft draft(place.path() / "out"); }
  EXPECT_TRUE(names_in(place.path()).empty());
}

TEST(Draft, LeavesThoseOfTheLivingAlone) {
  const test::TemporaryDirectory place;
  const pid_t living = process_with_draft(place.path() / "out", true);
  { const Draft draft(place.path() / "out"); }
  const auto names = names_in(place.path());
  ASSERT_EQ(names.size(), 1U);
  EXPECT_TRUE(fs::exists(place.path() / names[0] / "labels/a.txt"));
  ::kill(living, SIGKILL);
  ::waitpid(living, nullptr, 0);
}

TEST(Draft, LeavesWhatIsNotItsOwnAlone) {
  const test::TemporaryDirectory place;
  const test::TemporaryDirectory elsewhere;
  for (const char* name : {".out.2024", ".out.assay-notes", ".out.assay-", ".out2.assay-7"}) {
    fs::create_directory(place.path() / name);
  }
  place.write(".out.assay-8", "a file");
  elsewhere.write("kept", "x");
  fs::create_directory_symlink(elsewhere.path(), place.path() / ".out.assay-9");
  { const Draft draft(place.path() / "out"); }
  EXPECT_EQ(names_in(place.path()).size(), 6U);
  EXPECT_TRUE(fs::exists(elsewhere.path() / "kept"));
}

}  // namespace
}  // namespace assay::dataset::convert
