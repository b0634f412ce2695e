// SPDX-License-Identifier: Apache-2.0
#include "tests/support/operators/operators_page.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "core/base/file.hpp"
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

TEST(ContactSheet, ShowsStrengthsOnTheWayFromNeutralToTheFurtherEnd) {
  const Values weak = values_at(*catalogue().find("Posterize"), 0.3);
  const Values whole = values_at(*catalogue().find("Gamma"), 1);

  EXPECT_EQ(weak.integer("num_bits"), 6);
  EXPECT_EQ(whole.real("gamma"), 1.5);
}

}  // namespace
}  // namespace assay::stress
