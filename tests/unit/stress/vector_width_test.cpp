// SPDX-License-Identifier: Apache-2.0
// Whether results depend on the machine: all that there is, in plain vectors and in wide ones.
#include <gtest/gtest.h>

#include "core/base/wide_vectors.hpp"
#include "core/stress/domain/transform.hpp"
#include "tests/support/operators/contact_sheet.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

/// The result of a graph in a row.
Picture result_of(const std::vector<Values>& row, const Picture& picture, VectorWidth width) {
  std::vector<DomainNode> nodes;
  for (const Values& values : row) {
    const std::size_t i = nodes.size();
    nodes.push_back({std::to_string(i), &values.of(), values, {}});
    if (i > 0) nodes.back().inputs = {i - 1};
  }
  const Domain domain("row", std::move(nodes), {});
  Picture result = plain(picture.size, {});
  Workspace workspace;
  limit_vector_width(width);
  transform(domain, {}, {picture.view(), "image", 1, 0}, result.writable(), workspace);
  limit_vector_width(kWidestVectors);
  return result;
}

/// Sizes that are no multiple of any vector.
const std::vector<image::Size> kSizes{{163, 75}, {5, 3}, {64, 16}};

void expect_same_in_all(const std::vector<Values>& row, image::Size size) {
  const Picture picture = scene(size);
  const Picture expected = result_of(row, picture, VectorWidth::plain);
  EXPECT_EQ(result_of(row, picture, VectorWidth::avx2), expected);
  EXPECT_EQ(result_of(row, picture, VectorWidth::avx512), expected);
}

TEST(VectorWidth, ChangesNothingOfAnyOperator) {
  for (const Operator& one : catalogue().all()) {
    if (one.inputs != 1) continue;
    for (const double part : {0.3, 1.0}) {
      SCOPED_TRACE(testing::Message() << one.name << " at " << part);
      for (const image::Size size : kSizes) expect_same_in_all({values_at(one, part)}, size);
    }
  }
}

TEST(VectorWidth, ChangesNothingOfManyWarpsAtOnce) {
  for (const std::int64_t border : {0, 1, 2, 3, 4}) {
    SCOPED_TRACE(border);
    std::vector<Values> row;
    for (const char* name : {"HorizontalFlip", "Affine", "Perspective", "OpticalDistortion",
                             "LensDistortion", "RollingShutter"}) {
      row.push_back(values_at(*catalogue().find(name), 0.4));
    }
    row[1].set("border_mode", border);
    row[3].set("border_mode", (border + 1) % 5);
    expect_same_in_all(row, {203, 151});
  }
}

}  // namespace
}  // namespace assay::stress
