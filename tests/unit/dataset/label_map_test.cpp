// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/label_map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/image/png_samples.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/png_file.hpp"
#include "tests/unit/dataset/refusal.hpp"

namespace assay::dataset {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(PngSamples, AreStoredValuesOfEveryDepth) {
  const auto of = [](int color, int bits, std::vector<std::uint8_t> packed, int palette) {
    return image::read_png_samples(test::png_file({5, 1, color, bits, std::move(packed), palette}))
        .samples;
  };
  EXPECT_THAT(of(PNG_COLOR_TYPE_GRAY, 1, {0b10110000}, 0), ElementsAre(1, 0, 1, 1, 0));
  EXPECT_THAT(of(PNG_COLOR_TYPE_GRAY, 2, {0b11100100, 0b01000000}, 0), ElementsAre(3, 2, 1, 0, 1));
  EXPECT_THAT(of(PNG_COLOR_TYPE_PALETTE, 4, {0x12, 0x34, 0x50}, 16), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(of(PNG_COLOR_TYPE_PALETTE, 8, {0, 9, 255, 21, 1}, 256),
              ElementsAre(0, 9, 255, 21, 1));
  EXPECT_THAT(of(PNG_COLOR_TYPE_GRAY, 16, {1, 0, 0, 1, 255, 255, 0, 0, 3, 2}, 0),
              ElementsAre(256, 1, 65535, 0, 770))
      << "PNG has the larger byte first";
}

TEST(PngSamples, RefuseWhatIsNoPngAndWhatIsTooLarge) {
  EXPECT_THAT(refusal_of([] { image::read_png_samples("no image"); }), HasSubstr("damaged PNG"));
  const std::string png = test::label_png(3, {1, 2, 3});
  EXPECT_THAT(refusal_of([&] { image::read_png_samples(png.substr(0, png.size() - 20)); }),
              HasSubstr("damaged PNG"));
  EXPECT_THAT(refusal_of([&] { image::read_png_samples(png, 2); }), HasSubstr("3x1 pixels"));
}

class LabelMaps : public testing::Test {
 protected:
  Dataset with_labels(const std::string& png) {
    Dataset dataset;
    dataset.categories = {{0, "road"}, {7, "car"}};
    dataset.truth = LabelMapTruth{{directory_.write("a.png", png)}, {{0, 0}, {7, 1}}, {255}};
    return dataset;
  }

  Dataset with_segments(const std::string& png) {
    Dataset dataset;
    dataset.categories = {{0, "road"}, {7, "car"}};
    dataset.truth = PanopticTruth{{directory_.write("a.png", png)},
                                  {{1, 1, 0, false}, {256, 0, 0, false}, {65536, 1, 0, true}},
                                  {0, 3}};
    return dataset;
  }

  test::TemporaryDirectory directory_;
};

TEST_F(LabelMaps, GiveTheCategoryOfEachPixel) {
  const LabelMap map = read_label_map(with_labels(test::label_png(2, {0, 7, 255, 0})), 0);

  EXPECT_EQ(map.size, (ImageSize{2, 2}));
  EXPECT_THAT(map.classes, ElementsAre(0, 1, -1, 0));
}

TEST_F(LabelMaps, RefuseALabelThatIsNoCategory) {
  const Dataset dataset = with_labels(test::label_png(2, {0, 0, 0, 9}));
  EXPECT_THAT(refusal_of([&] { read_label_map(dataset, 0); }),
              HasSubstr("the pixel x=1, y=1 has the label 9"));
}

TEST_F(LabelMaps, RefuseColours) {
  const Dataset dataset = with_labels(test::png_file({1, 1, PNG_COLOR_TYPE_RGB, 8, {1, 2, 3}, 0}));
  EXPECT_THAT(refusal_of([&] { read_label_map(dataset, 0); }), HasSubstr("has colours"));
}

TEST_F(LabelMaps, OfSegmentsGoByTheirIds) {
  const Dataset dataset = with_segments(
      test::png_file({2, 2, PNG_COLOR_TYPE_RGB, 8, {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, 0}));
  EXPECT_THAT(read_label_map(dataset, 0).classes, ElementsAre(1, 0, -1, -1));
}

TEST_F(LabelMaps, OfSegmentsRefuseAnUnknownId) {
  const Dataset dataset =
      with_segments(test::png_file({1, 1, PNG_COLOR_TYPE_RGB, 8, {2, 0, 0}, 0}));
  EXPECT_THAT(refusal_of([&] { read_label_map(dataset, 0); }),
              HasSubstr("the segment 2 is in the image and not in 'segments_info'"));
}

TEST(SharedData, VocLabelsArePaletteIndices) {
  ASSAY_REQUIRE_SHARED_DATA("datasets/voc-seg3");
  const auto folder = std::filesystem::path(ASSAY_SHARED_DATA) /
                      "datasets/voc-seg3/semantic_segmentation/data_dataset_voc";
  definition::Dataset spec;
  spec.format = definition::DatasetFormat::label_maps;
  spec.images = folder / "JPEGImages";
  spec.annotations = folder / "SegmentationClass";
  const Dataset dataset = load_dataset(spec, definition::ProblemType::semantic_segmentation);

  ASSERT_EQ(dataset.datapoints.size(), 3U);
  for (const Category& category : dataset.categories) EXPECT_LT(category.id, 21);
  EXPECT_EQ(dataset.categories.front().name, "0");
}

}  // namespace
}  // namespace assay::dataset
