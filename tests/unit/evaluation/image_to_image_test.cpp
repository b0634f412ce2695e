// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/image_to_image.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/unit/evaluation/make_outcomes.hpp"

namespace assay::evaluation {
namespace {

using testing::HasSubstr;
using testing::Optional;

constexpr image::Size kSize{12, 11};

dataset::Dataset two_images() {
  dataset::Dataset dataset;
  dataset.datapoints = {{"a.png", 0, "/a.png"}, {"b.png", 1, "/b.png"}};
  dataset.truth = dataset::ImageTruth{};
  return dataset;
}

/// All of one value, whatever the colours.
TargetPixels gray_100(std::size_t, image::PixelFormat format) {
  return {kSize, std::vector<std::uint8_t>(image::byte_size(kSize, format), 100)};
}

predict::Outcome returned(std::size_t index, std::uint8_t value, std::int64_t channels = 3,
                          image::Size size = kSize) {
  const std::vector<std::uint8_t> values(
      static_cast<std::size_t>(size.width * size.height * channels), value);
  return predicted(index, {array_field("image_output", predict::DType::u8,
                                       {size.height, size.width, channels}, values)});
}

TEST(EvaluateImages, AveragesOverImages) {
  const std::vector<predict::Outcome> outcomes = {returned(0, 100, 1), returned(1, 125, 4)};
  const ImageResult result =
      evaluate_images(two_images(), predict::OutcomeStream(outcomes), gray_100);

  const double psnr = 20.1720034;  // 20 log10(255 / 25)
  const double ssim = (2 * 100.0 * 125 + 6.5025) / (100.0 * 100 + 125 * 125 + 6.5025);
  EXPECT_NEAR(*result.evaluated[0].value, (kHighestPsnr + psnr) / 2, 1e-6);
  EXPECT_NEAR(*result.evaluated[1].value, (1 + ssim) / 2, 1e-9);
  EXPECT_EQ(result.evaluated[0].name, "psnr");
  EXPECT_EQ(result.evaluated[1].name, "ssim");
  EXPECT_EQ(result.failed_as_empty, result.evaluated);
  EXPECT_EQ(result.datapoints.at(0).psnr, kHighestPsnr);
  EXPECT_EQ(result.datapoints.at(1).index, 1U);
}

TEST(EvaluateImages, CountsFailedDatapointsAsZero) {
  const std::vector<predict::Outcome> outcomes = {returned(0, 100), failed(1)};
  const ImageResult result =
      evaluate_images(two_images(), predict::OutcomeStream(outcomes), gray_100);

  EXPECT_EQ(result.evaluated[0].value, kHighestPsnr);
  EXPECT_EQ(result.failed_as_empty[0].value, kHighestPsnr / 2);
  EXPECT_NEAR(*result.failed_as_empty[1].value, 0.5, 1e-12);
}

TEST(EvaluateImages, IsUndefinedOfNoImages) {
  const ImageResult result = evaluate_images(two_images(), predict::OutcomeStream({}), gray_100);
  EXPECT_EQ(result.evaluated[0].value, std::nullopt);
  EXPECT_EQ(result.evaluated[1].value, std::nullopt);
}

TEST(EvaluateImages, LeavesImagesTooSmallForAWindowOutOfTheSimilarity) {
  const image::Size small{5, 5};
  const std::vector<predict::Outcome> outcomes = {returned(0, 100, 1, small)};
  const ImageResult result = evaluate_images(
      two_images(), predict::OutcomeStream(outcomes), [&](std::size_t, image::PixelFormat) {
        return TargetPixels{small, std::vector<std::uint8_t>(25, 0)};
      });
  EXPECT_NEAR(*result.evaluated[0].value, 8.1308, 1e-4);
  EXPECT_EQ(result.evaluated[1].value, std::nullopt);
}

TEST(EvaluateImages, AsksForTheTargetInTheColoursThatTheModelReturned) {
  std::vector<image::PixelFormat> asked;
  const std::vector<predict::Outcome> outcomes = {returned(0, 1, 1), returned(1, 1, 4)};
  evaluate_images(two_images(), predict::OutcomeStream(outcomes),
                  [&](std::size_t index, image::PixelFormat format) {
                    asked.push_back(format);
                    return gray_100(index, format);
                  });
  EXPECT_EQ(asked, (std::vector{image::PixelFormat::gray, image::PixelFormat::rgba}));
}

TEST(EvaluateImages, NamesTheDatapointOfAFaultyPrediction) {
  const std::vector<predict::Outcome> outcomes = {predicted(1, {})};
  try {
    evaluate_images(two_images(), predict::OutcomeStream(outcomes), gray_100);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_THAT(error.message(), HasSubstr("prediction of b.png: the field 'image_output'"));
  }
}

TEST(FaultInImage, SaysWhatIsWrong) {
  const auto fault_in = [](const predict::Outcome& outcome) {
    return fault_in_image(*outcome.prediction(), kSize);
  };
  EXPECT_EQ(fault_in(returned(0, 1)), std::nullopt);
  EXPECT_THAT(fault_in(returned(0, 1, 2)), Optional(HasSubstr("has the shape [11, 12, 2]")));
  EXPECT_THAT(fault_in(returned(0, 1, 3, {11, 12})), Optional(HasSubstr("[11, 12, C] is wanted")));
  EXPECT_THAT(fault_in(predicted(0, {floats("image_output", {1})})),
              Optional(HasSubstr("has the type f32; u8 is wanted")));
  EXPECT_THAT(fault_in(predicted(0, {})), Optional(HasSubstr("is missing")));
}

TEST(ReturnedImage, IsThePixelsOrNone) {
  const predict::Outcome outcome = returned(0, 7, 3);
  const auto image = returned_image(*outcome.prediction());
  ASSERT_TRUE(image);
  EXPECT_EQ(image->size, kSize);
  EXPECT_EQ(image->format, image::PixelFormat::rgb);
  EXPECT_EQ(image->bytes.front(), std::byte{7});
  EXPECT_EQ(image->bytes.size(), image::byte_size(kSize, image->format));
}

TEST(ReturnedImage, IsNoneWhereThatIsNoImage) {
  const auto is_image = [](const predict::Outcome& outcome) {
    return returned_image(*outcome.prediction()).has_value();
  };
  EXPECT_TRUE(is_image(returned(0, 1)));
  EXPECT_FALSE(is_image(returned(0, 1, 2)));
  EXPECT_FALSE(is_image(predicted(0, {floats("image_output", {1})})));
  EXPECT_FALSE(is_image(predicted(0, {})));
}

}  // namespace
}  // namespace assay::evaluation
