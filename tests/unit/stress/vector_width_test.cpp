// SPDX-License-Identifier: Apache-2.0
// Whether results depend on the machine: all that there is, in plain vectors and in wide ones.
#include <gtest/gtest.h>

#include "core/base/wide_vectors.hpp"
#include "core/stress/domain/transform.hpp"
#include "core/stress/filter/median_blur.hpp"
#include "core/stress/filter/span_blur.hpp"
#include "core/stress/look_up.hpp"
#include "core/stress/operators/hsv_shift.hpp"
#include "tests/support/operators/contact_sheet.hpp"
#include "tests/unit/stress/picture.hpp"
#include "tests/unit/stress/tables.hpp"

namespace assay::stress {
namespace {

/// While it lives, loops run in vectors no wider than that.
class NoWider {
 public:
  explicit NoWider(VectorWidth width) { limit_vector_width(width); }
  ~NoWider() { limit_vector_width(kWidestVectors); }
  NoWider(const NoWider&) = delete;
  NoWider& operator=(const NoWider&) = delete;
};

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
  const NoWider limit(width);
  transform(domain, {}, {picture.view(), "image", 1, 0}, result.writable(), workspace);
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

/// `of` an image, into another of its size.
template <class Function>
void expect_same_at_all_widths(const Picture& picture, Function of) {
  const auto at = [&](VectorWidth width) {
    Picture result = picture;
    const NoWider limit(width);
    of(picture, result);
    return result;
  };
  const Picture expected = at(VectorWidth::plain);
  EXPECT_NE(expected, picture);
  EXPECT_EQ(at(VectorWidth::avx2), expected);
  EXPECT_EQ(at(VectorWidth::avx512), expected);
}

TEST(VectorWidth, IsNoMatterToTables) {
  for (const PointTables& tables : {some_tables(), tables_of(some_tables().channels[1])}) {
    expect_same_at_all_widths(scene({211, 7}), [&](const Picture& from, Picture& to) {
      look_up(tables, from.rgb, to.rgb);
    });
  }
}

TEST(VectorWidth, IsNoMatterToShiftsOfHue) {
  for (const HsvShift& shift : {HsvShift{0, 10, -9}, {101, -30, 40}, {179, 0, 0}}) {
    expect_same_at_all_widths(lattice(), [&](const Picture& from, Picture& to) {
      shift_hsv(shift, nullptr, from.view(), to.writable());
    });
  }
}

TEST(VectorWidth, IsNoMatterToMedians) {
  for (const std::int64_t reach : {3, 10, 11, 40, 63}) {
    for (const image::Size size : {image::Size{211, 31}, {3, 70}}) {
      expect_same_at_all_widths(scene(size), [&](const Picture& from, Picture& to) {
        Workspace workspace;
        median_blur(reach, from.view(), to.writable(), workspace);
      });
    }
  }
}

TEST(VectorWidth, IsNoMatterToBlursBySpans) {
  for (const double radius : {2.3, 9.0, 70.0}) {
    SpanKernel kernel = disc(radius);
    const double sum = total(kernel);
    for (KernelSpan& span : kernel) span.weight /= static_cast<float>(sum);
    expect_same_at_all_widths(scene({211, 31}), [&](const Picture& from, Picture& to) {
      Workspace workspace;
      blur_by_spans(kernel, 0.5F, from.view(), to.writable(), workspace);
    });
  }
}

TEST(VectorWidth, IsNoMatterToRandomBits) {
  const auto bits = [](std::size_t count, VectorWidth width) {
    std::vector<std::uint16_t> drawn(count + 3);
    const NoWider limit(width);
    Stream stream({1, "a", "b", 0});
    stream.fill_bits(std::span(drawn).first(count));
    stream.fill_bits(std::span(drawn).last(3));
    return drawn;
  };
  for (const std::size_t count : {5U, 64U, 700U, 1024U}) {
    const std::vector<std::uint16_t> expected = bits(count, VectorWidth::plain);
    EXPECT_EQ(bits(count, VectorWidth::avx2), expected) << count;
    EXPECT_EQ(bits(count, VectorWidth::avx512), expected) << count;
  }
}

}  // namespace
}  // namespace assay::stress
