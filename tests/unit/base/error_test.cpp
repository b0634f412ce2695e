// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

namespace assay {
namespace {

TEST(InContext, AddsALinePerLevelAndKeepsTheKind) {
  const auto inner = [] { throw Error(ErrorKind::dataset, "no such image"); };
  const auto middle = [&] { in_context([] { return "reading 'a.jpg'"; }, inner); };
  try {
    in_context([] { return "loading data set 'val'"; }, middle);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    EXPECT_EQ(error.report(),
              "no such image\n  while reading 'a.jpg'\n  while loading data set 'val'");
  }
}

TEST(InContext, TurnsForeignExceptionsIntoErrors) {
  const auto throws_anything = [] { throw 42; };
  try {
    in_context([] { return "trying"; }, throws_anything);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::internal);
  }
}

template <class Exception>
Error error_from(const Exception& exception) {
  try {
    throw exception;
  } catch (...) {
    return current_error();
  }
}

TEST(CurrentError, OfWhatTheMachineLacksIsNoBugAndSaysWhatToDo) {
  const Error thread = error_from(std::system_error(EAGAIN, std::generic_category()));
  EXPECT_EQ(thread.kind(), ErrorKind::exhausted);
  EXPECT_THAT(thread.message(), testing::HasSubstr("ulimit -u"));
  const Error memory = error_from(std::bad_alloc());
  EXPECT_EQ(memory.kind(), ErrorKind::exhausted);
  EXPECT_THAT(memory.message(), testing::HasSubstr("ulimit -v"));
}

TEST(CurrentError, OfAMisusedLockIsABug) {
  EXPECT_EQ(error_from(std::system_error(EDEADLK, std::generic_category())).kind(),
            ErrorKind::internal);
}

TEST(CurrentError, OfFilesHasTheirPathAndNoWordOfTheLibrary) {
  const Error error = error_from(std::filesystem::filesystem_error(
      "cannot get file status", "/x", std::error_code(ELOOP, std::generic_category())));
  EXPECT_EQ(error.kind(), ErrorKind::io);
  EXPECT_EQ(error.message(), "cannot use /x: Too many levels of symbolic links");
}

TEST(DescribeErrno, NamesTheLimitThatIsReached) {
  EXPECT_EQ(describe_errno(EMFILE), "Too many open files; raise the limit with ulimit -n");
  EXPECT_EQ(describe_errno(ENOENT), "No such file or directory");
}

TEST(InContext, PassesResultsThrough) {
  EXPECT_EQ(in_context([] { return "adding"; }, [] { return 1 + 1; }), 2);
}

}  // namespace
}  // namespace assay
