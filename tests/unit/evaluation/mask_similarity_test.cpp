// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/mask_similarity.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace assay::evaluation {
namespace {

constexpr image::Size kImage{40, 30};

/// Objects and detections of image 1, each a mask or polygons.
struct Masks {
  std::vector<dataset::Annotation> annotations;
  std::vector<Detection> detections;
  dataset::Shapes objects;
  dataset::Shapes found;
  std::vector<std::uint32_t> shape_of_detection;
  ImageSizes sizes = {{1, kImage}};

  void object(const image::RunLengths& mask, bool crowd = false) {
    dataset::Annotation annotation;
    annotation.image_id = 1;
    annotation.is_crowd = crowd;
    annotation.shape = objects.add_run_lengths(mask);
    annotations.push_back(annotation);
  }
  void detect(const image::RunLengths& mask) {
    detections.push_back({1, 1});
    shape_of_detection.push_back(found.add_run_lengths(mask));
  }

  /// [detections, objects]
  std::vector<double> overlaps(double lowest) const {
    MaskSimilarity similarity({{}, {}, annotations, detections},
                              {sizes, objects, found, shape_of_detection});
    std::vector<std::uint32_t> d(detections.size());
    for (std::uint32_t i = 0; i < d.size(); ++i) d[i] = i;
    std::vector<std::uint32_t> a(annotations.size());
    for (std::uint32_t i = 0; i < a.size(); ++i) a[i] = i;
    std::vector<double> result(d.size() * a.size(), -9);
    similarity.fill({d, a}, lowest, result);
    return result;
  }
};

image::RunLengths triangle(std::mt19937& random) {
  std::array<double, 6> corners{};
  for (double& corner : corners) corner = static_cast<double>(random() % 400) / 10;
  return image::fill_polygon(corners, kImage);
}

TEST(MaskSimilarity, IsTheIouOfTheMasks) {
  std::mt19937 random(3);
  Masks masks;
  std::vector<image::RunLengths> all;
  for (int i = 0; i < 40; ++i) all.push_back(triangle(random));
  for (std::size_t i = 0; i < 20; ++i) masks.object(all[i], i % 4 == 0);
  for (std::size_t i = 20; i < 40; ++i) masks.detect(all[i]);

  const auto overlaps = masks.overlaps(0);
  for (std::size_t d = 0; d < 20; ++d) {
    for (std::size_t a = 0; a < 20; ++a) {
      EXPECT_EQ(overlaps[d * 20 + a], image::mask_iou(all[20 + d], all[a], a % 4 == 0));
    }
  }
}

TEST(MaskSimilarity, LeavesOutOnlyWhatIsBelowTheLowestThreshold) {
  std::mt19937 random(4);
  Masks masks;
  for (int i = 0; i < 30; ++i) masks.object(triangle(random), i % 3 == 0);
  for (int i = 0; i < 30; ++i) masks.detect(triangle(random));

  const auto all = masks.overlaps(0);
  const auto cut = masks.overlaps(0.3);
  std::size_t reached = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] < 0.3) {
      EXPECT_LT(cut[i], 0.3);
    } else {
      EXPECT_EQ(cut[i], all[i]);
      ++reached;
    }
  }
  EXPECT_GT(reached, 10U);
}

TEST(MaskSimilarity, OfUnequalSizesIsMinusOneWhereTheirBoxesMeet) {
  Masks masks;
  masks.object({{4, 2}, {0, 8}});
  masks.detect({{2, 4}, {0, 8}});
  masks.detect({{2, 4}, {8}});
  EXPECT_EQ(masks.overlaps(0.5), (std::vector<double>{-1, 0}));
}

TEST(MaskSimilarity, FillsPolygonsInTheImagesSize) {
  Masks masks;
  masks.detect({kImage, {0, 30 * 40}});
  dataset::Annotation annotation;
  annotation.image_id = 1;
  annotation.shape = masks.objects.begin_polygons();
  masks.objects.add_polygon(std::array<double, 8>{0, 0, 20, 0, 20, 30, 0, 30});
  masks.objects.add_polygon(std::array<double, 8>{10, 0, 30, 0, 30, 30, 10, 30});
  masks.annotations.push_back(annotation);

  EXPECT_EQ(masks.overlaps(0.5), std::vector<double>{0.75});
}

}  // namespace
}  // namespace assay::evaluation
