// SPDX-License-Identifier: Apache-2.0
#include "core/base/digest.hpp"

#include <gtest/gtest.h>

#include "core/base/crc32.hpp"
#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay {
namespace {

// The vectors of FIPS 180-2 appendix B and of the CRC catalogue.
TEST(Digest, GivesThePublishedVectors) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
}

TEST(Digest, OfAFileIsThatOfItsBytes) {
  const test::TemporaryDirectory directory;
  const auto file = directory.write("large", std::string((1 << 20) + 7, 'x'));
  EXPECT_EQ(sha256_of_file(file), sha256(std::string((1 << 20) + 7, 'x')));
}

TEST(Digest, OfAMissingFileIsAnError) {
  const test::TemporaryDirectory directory;
  EXPECT_THROW(sha256_of_file(directory.path() / "absent"), Error);
}

}  // namespace
}  // namespace assay
