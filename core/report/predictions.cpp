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

void append(std::string& text, const evaluation::Detection& detection) {
  text += "{\"image_id\": ";
  append(text, detection.image_id);
  text += ", \"category_id\": ";
  append(text, detection.category_id);
  const char* separator = ", \"bbox\": [";
  for (const double side : {detection.x, detection.y, detection.width, detection.height}) {
    text += separator;
    append(text, side);
    separator = ", ";
  }
  text += "], \"score\": ";
  append(text, detection.score);
  text += "}";
}

}  // namespace

std::string coco_results(std::span<const evaluation::Detection> detections) {
  std::string text = "[";
  const char* separator = "\n";
  for (const evaluation::Detection& detection : detections) {
    text += separator;
    append(text, detection);
    separator = ",\n";
  }
  return text + "\n]\n";
}

}  // namespace assay::report
