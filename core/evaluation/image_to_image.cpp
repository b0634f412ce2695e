// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/image_to_image.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/evaluation/field_reader.hpp"
#include "core/evaluation/picture_distance.hpp"

namespace assay::evaluation {
namespace {

using predict::Array;

std::optional<image::PixelFormat> format_of(const Array& array) {
  if (array.shape.size() != 3) return std::nullopt;
  switch (array.shape[2]) {
    case 1:
      return image::PixelFormat::gray;
    case 3:
      return image::PixelFormat::rgb;
    case 4:
      return image::PixelFormat::rgba;
    default:
      return std::nullopt;
  }
}

[[noreturn]] void refuse(const dataset::Dataset& dataset, std::size_t index,
                         const std::string& fault) {
  throw Error(ErrorKind::plugin,
              fmt::format("prediction of {}: {}", dataset.datapoints.at(index).id, fault));
}

ComparedDatapoint compare(const dataset::Dataset& dataset, const predict::Outcome& outcome,
                          const TargetOf& target_of) {
  const Array* array = outcome.prediction()->array("image_output");
  const auto format = array == nullptr ? std::nullopt : format_of(*array);
  // The colours decide how the target is read; other faults need the target's size.
  const TargetPixels target = target_of(outcome.index, format.value_or(image::PixelFormat::rgb));
  if (const auto fault = fault_in_image(*outcome.prediction(), target.size)) {
    refuse(dataset, outcome.index, *fault);
  }
  ASSAY_CHECK(target.values.size() == array->bytes.size());
  const auto channels = static_cast<std::size_t>(array->shape[2]);
  const PicturePair pair{array->as<std::uint8_t>(), target.values, target.size, channels};
  return {outcome.index, std::min(peak_signal_to_noise(pair), kHighestPsnr),
          structural_similarity(pair)};
}

/// `failed` datapoints add nothing to the sums.
Summary means(const std::vector<ComparedDatapoint>& datapoints, std::size_t failed) {
  double psnr = 0;
  double ssim = 0;
  std::size_t with_ssim = failed;
  for (const ComparedDatapoint& datapoint : datapoints) {
    psnr += datapoint.psnr;
    if (!datapoint.ssim) continue;
    ssim += *datapoint.ssim;
    ++with_ssim;
  }
  const auto mean = [](double sum, std::size_t count) -> std::optional<double> {
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
  };
  return {{"psnr", mean(psnr, datapoints.size() + failed)}, {"ssim", mean(ssim, with_ssim)}};
}

}  // namespace

std::optional<std::string> fault_in_image(const predict::Prediction& prediction,
                                          std::optional<image::Size> target) {
  const ClassMap no_classes;
  FieldReader reader(prediction, no_classes);
  const Array* array = reader.array("image_output");
  if (array == nullptr) return reader.fault();
  if (array->dtype != predict::DType::u8) {
    return fmt::format("'image_output' has the type {}; u8 is wanted", name_of(array->dtype));
  }
  const bool fits =
      !target || (array->shape[0] == target->height && array->shape[1] == target->width);
  if (fits && format_of(*array)) return std::nullopt;
  return fmt::format(
      "'image_output' has the shape [{}]; [{}, C] is wanted{}, with 1, 3 or 4 channels",
      fmt::join(array->shape, ", "),
      target ? fmt::format("{}, {}", target->height, target->width) : "height, width",
      target ? ", as the target" : "");
}

std::optional<image::PixelView> returned_image(const predict::Prediction& prediction) {
  const Array* array = prediction.array("image_output");
  if (array == nullptr || array->dtype != predict::DType::u8) return std::nullopt;
  const auto format = format_of(*array);
  if (!format) return std::nullopt;
  return image::PixelView{array->bytes, {array->shape[1], array->shape[0]}, *format};
}

ImageResult evaluate_images(const dataset::Dataset& dataset, const predict::OutcomeStream& outcomes,
                            const TargetOf& target) {
  ImageResult result;
  for (std::size_t i = 0; i < outcomes.count; ++i) {
    const predict::Outcome outcome = outcomes.at(i);
    if (outcome.prediction() == nullptr) continue;
    result.datapoints.push_back(compare(dataset, outcome, target));
  }
  result.evaluated = means(result.datapoints, 0);
  result.failed_as_empty = means(result.datapoints, outcomes.count - result.datapoints.size());
  return result;
}

}  // namespace assay::evaluation
