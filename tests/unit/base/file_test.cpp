// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay {
namespace {

TEST(ReadFile, GivesAllBytes) {
  const test::TemporaryDirectory directory;
  const std::string content("a\0b\n", 4);
  EXPECT_EQ(read_file(directory.write("file", content)), content);
}

TEST(ReadFile, RefusesWhatIsNoRegularFileWithoutHanging) {
  const test::TemporaryDirectory directory;
  ASSERT_EQ(::mkfifo((directory.path() / "fifo").c_str(), 0600), 0);
  EXPECT_THROW(read_file(directory.path() / "fifo"), Error);
  EXPECT_THROW(read_file(directory.path()), Error);
  EXPECT_THROW(read_file(directory.path() / "absent"), Error);
}

TEST(ReadFile, RefusesMoreThanTheCap) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write("file", "12345");
  EXPECT_EQ(read_file(file, 5), "12345");
  EXPECT_THROW(read_file(file, 4), Error);
}

TEST(WriteFileAtomically, ReplacesAndLeavesNoTemporary) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write("file", "old");
  write_file_atomically(file, "new");
  EXPECT_EQ(read_file(file), "new");
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".assay-tmp"));
}

TEST(WriteFileAtomically, WritesToTheTargetOfALink) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write("target", "old");
  const auto link = directory.path() / "link";
  std::filesystem::create_symlink(file, link);
  write_file_atomically(link, "new");
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(read_file(file), "new");
}

TEST(WriteFileAtomically, NeverReplacesWhatIsNoRegularFile) {
  const test::TemporaryDirectory directory;
  const auto link = directory.path() / "link";
  std::filesystem::create_symlink("/dev/null", link);
  write_file_atomically(link, "x");
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_THROW(write_file_atomically(directory.path(), "x"), Error);
  EXPECT_TRUE(std::filesystem::is_directory(directory.path()));
}

TEST(ReplaceFile, ReplacesAPipeOrLinkWithoutHanging) {
  const test::TemporaryDirectory directory;
  const auto target = directory.write("target", "old");
  const auto file = directory.path() / "file";
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo((file.string() + ".assay-tmp").c_str(), 0600), 0);
  replace_file(file, "new");
  EXPECT_EQ(read_file(file), "new");
  std::filesystem::remove(file);
  std::filesystem::create_symlink(target, file);
  replace_file(file, "newer");
  EXPECT_FALSE(std::filesystem::is_symlink(file));
  EXPECT_EQ(read_file(file), "newer");
  EXPECT_EQ(read_file(target), "old");
}

TEST(WriteFileAtomically, FailsWithTheCauseWhenTheFolderIsMissing) {
  const test::TemporaryDirectory directory;
  EXPECT_THROW(write_file_atomically(directory.path() / "absent" / "file", "x"), Error);
}

TEST(WriteFileAtomically, SaysWhyAPathCannotBe) {
  const test::TemporaryDirectory directory;
  const auto loop = directory.path() / "loop";
  std::filesystem::create_symlink(loop, loop);
  const auto message_of = [](const std::filesystem::path& file) {
    try {
      write_file_atomically(file, "x");
    } catch (const Error& error) {
      return error.message();
    }
    return std::string();
  };
  EXPECT_EQ(message_of(loop),
            "cannot write " + loop.string() + ": Too many levels of symbolic links");
  const auto overlong = directory.path() / std::string(300, 'x');
  EXPECT_EQ(message_of(overlong), "cannot write " + overlong.string() + ": File name too long");
}

TEST(FileDescriptor, MovesOwnership) {
  const test::TemporaryDirectory directory;
  FileDescriptor first(::open(directory.path().c_str(), O_RDONLY));
  ASSERT_TRUE(first);
  const int number = first.get();
  FileDescriptor second = std::move(first);
  EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(second.get(), number);
}

}  // namespace
}  // namespace assay
