// SPDX-License-Identifier: Apache-2.0
#include "tests/support/operators/operators_page.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/base/file.hpp"
#include "core/image/decode.hpp"
#include "tests/support/operators/contact_sheet.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

// To write it anew, and the picture of all operators: build/dev/bin/operator_pages
TEST(OperatorsPage, IsTheCommittedFile) {
  const auto committed = std::filesystem::path(ASSAY_SOURCE_DIR) / "core/stress/operators.md";

  EXPECT_EQ(read_file(committed), operators_page(catalogue()))
      << "run build/dev/bin/operator_pages";
}

std::vector<std::byte> decoded(std::string jpeg) {
  const auto encoded = image::encoded_image(std::move(jpeg), {});
  std::vector<std::byte> pixels(image::byte_size(encoded.size(), image::PixelFormat::rgb));
  decode(encoded, {pixels, encoded.size(), image::PixelFormat::rgb});
  return pixels;
}

// Other versions of what draws letters and compresses may differ in a part of this.
TEST(ContactSheet, IsTheCommittedPicture) {
  constexpr int kLittle = 24;
  constexpr std::size_t kPart = 2'000;
  const auto file = std::filesystem::path(ASSAY_SOURCE_DIR) / "core/stress/operators.jpg";
  const std::vector<std::byte> committed = decoded(read_file(file));
  const std::vector<std::byte> drawn = decoded(jpeg_of(draw_contact_sheet(catalogue())));

  ASSERT_EQ(committed.size(), drawn.size()) << "run build/dev/bin/operator_pages";
  std::size_t others = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const int difference = std::to_integer<int>(drawn[i]) - std::to_integer<int>(committed[i]);
    others += std::abs(difference) > kLittle ? 1 : 0;
  }
  EXPECT_LT(others, drawn.size() / kPart) << "run build/dev/bin/operator_pages";
}

TEST(ContactSheet, ShowsStrengthsOnTheWayFromNeutralToTheFurtherEnd) {
  const Values weak = values_at(*catalogue().find("Posterize"), 0.3);
  const Values whole = values_at(*catalogue().find("Gamma"), 1);

  EXPECT_EQ(weak.integer("num_bits"), 6);
  EXPECT_EQ(whole.real("gamma"), 1.5);
}

}  // namespace
}  // namespace assay::stress
