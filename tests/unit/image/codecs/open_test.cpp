// SPDX-License-Identifier: Apache-2.0
#include "core/image/codecs/open.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/image/pictures.hpp"

namespace assay::image::codecs {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusal(const std::filesystem::path& module) {
  try {
    open(module);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::io);
    return error.message();
  }
  return "opened";
}

Bytes bytes_of(const std::string& file) {
  return {file.data(), file.size()};
}

TEST(OpenCodecs, SaysWhatIsMissing) {
  EXPECT_EQ(refusal("/nowhere/codecs.so"),
            "cannot open /nowhere/codecs.so, through which images other than JPEGs and PNGs are "
            "decoded and WebP is written: there is no such file; install assay again, whole");
}

TEST(OpenCodecs, SaysWhyTheLoaderRefuses) {
  const assay::test::TemporaryDirectory directory;
  const auto module = directory.write("codecs.so", "no library");
  EXPECT_THAT(refusal(module), AllOf(HasSubstr("WebP is written: file too short; 'ldd " +
                                               module.string() + "' lists")));
}

TEST(OpenCodecs, RefusesAnotherLibrary) {
  EXPECT_THAT(refusal(ASSAY_TEST_NO_CODECS),
              HasSubstr("it is not a codec module of assay; install assay again, whole"));
}

TEST(OpenCodecs, RefusesAModuleOfAnotherRevision) {
  EXPECT_THAT(refusal(ASSAY_TEST_OLDER_CODECS),
              HasSubstr("it belongs to another build of assay: its revision is 3 and not 4"));
}

TEST(OpenCodecs, RefusesATableOfAnotherSize) {
  EXPECT_THAT(refusal(ASSAY_TEST_SHORTER_CODECS), HasSubstr("it belongs to another build"));
}

TEST(OpenCodecs, GivesEveryThreadTheSameTable) {
  std::array<const Table*, 4> seen{};
  std::vector<std::thread> threads;
  for (const Table*& place : seen) threads.emplace_back([&place] { place = &table(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(seen, testing::Each(&table()));
}

TEST(Codecs, LeaveTheMemoryAloneWhenTheSizeIsAnother) {
  const std::string bmp = test::encoded(".bmp", test::picture(6, 5));
  std::vector<std::byte> memory(4 * 4 * 3, std::byte{0xA5});

  const Reply reply =
      table().decode_other(bytes_of(bmp), nullptr, {memory, {4, 4}, PixelFormat::rgb});

  EXPECT_EQ(reply.status, Status::other_size);
  EXPECT_EQ(reply.size, (Size{6, 5}));
  EXPECT_THAT(memory, testing::Each(std::byte{0xA5}));
}

TEST(Codecs, TellUndecodableBytesFromAFailure) {
  std::byte pixel{};
  const MutablePixelView out{{&pixel, 1}, {1, 1}, PixelFormat::gray};
  EXPECT_EQ(table().decode_other(bytes_of("no image"), nullptr, out).status, Status::undecodable);

  const Reply reply = table().decode_other({}, nullptr, out);

  EXPECT_EQ(reply.status, Status::failed);
  EXPECT_THAT(reply.cause.data(), HasSubstr("empty"));
}

}  // namespace
}  // namespace assay::image::codecs
