// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>

#include "core/base/check.hpp"
#include "core/report/predictions.hpp"

namespace assay::report {
namespace {

/// Written by hand, and not through a JSON value each: there can be millions.
template <class Number>
void append(std::string& text, Number number) {
  std::array<char, 32> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  ASSAY_CHECK(error == std::errc{});
  text.append(digits.data(), end);
}

void append_list(std::string& text, const char* name, std::span<const double> numbers) {
  text += ", \"";
  text += name;
  text += "\": ";
  const char* separator = "[";
  for (const double number : numbers) {
    text += separator;
    append(text, number);
    separator = ", ";
  }
  text += "]";
}

void append_box(std::string& text, const evaluation::Detection& detection) {
  const std::array box{detection.x, detection.y, detection.width, detection.height};
  append_list(text, "bbox", box);
}

void append_mask(std::string& text, const image::RunLengths& mask) {
  text += ", \"segmentation\": {\"size\": [";
  append(text, mask.size.height);
  text += ", ";
  append(text, mask.size.width);
  text += "], \"counts\": \"";
  for (const char c : image::to_text(mask)) {
    if (c == '\\') text += '\\';  // the only one of its characters that JSON escapes
    text += c;
  }
  text += "\"}";
}

/// `append_found` writes what was found in detection `i`.
template <class AppendFound>
std::string results_of(std::span<const evaluation::Detection> detections,
                       AppendFound append_found) {
  std::string text = "[";
  const char* separator = "\n";
  for (std::size_t i = 0; i < detections.size(); ++i) {
    text += separator;
    text += "{\"image_id\": ";
    append(text, detections[i].image_id);
    text += ", \"category_id\": ";
    append(text, detections[i].category_id);
    append_found(text, i);
    text += ", \"score\": ";
    append(text, detections[i].score);
    text += "}";
    separator = ",\n";
  }
  return text + "\n]\n";
}

}  // namespace

std::string coco_results(std::span<const evaluation::Detection> detections) {
  return results_of(detections,
                    [&](std::string& text, std::size_t i) { append_box(text, detections[i]); });
}

std::string coco_results(const evaluation::MaskPredictions& masks) {
  return results_of(masks.detections, [&](std::string& text, std::size_t i) {
    // Without boxes of the model's own: other tools would take their size for the mask's.
    if (masks.has_boxes) append_box(text, masks.detections[i]);
    append_mask(text, masks.masks.mask(masks.shape_of_detection[i], {}));
  });
}

std::string coco_results(const evaluation::KeypointPredictions& keypoints) {
  const std::size_t each = 3 * keypoints.each;
  return results_of(keypoints.detections, [&](std::string& text, std::size_t i) {
    append_list(text, "keypoints", std::span(keypoints.keypoints).subspan(i * each, each));
  });
}

}  // namespace assay::report
