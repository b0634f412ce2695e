// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/rescale.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/image/run_lengths.hpp"

namespace assay::pipeline {
namespace {

using predict::Array;
using predict::DType;
using predict::ImageSize;
using predict::Value;

struct Ratio {
  double x;
  double y;
};

/// Scales elements 0 (x), 1 (y), and with `boxes` also 2 and 3, of each group of `stride` numbers.
template <class T>
void scale_groups(Array& array, std::size_t stride, std::size_t used, Ratio ratio) {
  auto* numbers = reinterpret_cast<T*>(array.bytes.data());
  const std::size_t count = array.bytes.size() / sizeof(T);
  for (std::size_t group = 0; group + stride <= count; group += stride) {
    for (std::size_t i = 0; i < used; ++i) {
      const double by = i % 2 == 0 ? ratio.x : ratio.y;
      numbers[group + i] = static_cast<T>(static_cast<double>(numbers[group + i]) * by);
    }
  }
}

void scale_coordinates(Array& array, std::size_t used, Ratio ratio) {
  if (array.shape.empty() || array.shape.back() < static_cast<std::int64_t>(used)) return;
  const auto stride = static_cast<std::size_t>(array.shape.back());
  if (array.dtype == DType::f32) scale_groups<float>(array, stride, used, ratio);
  if (array.dtype == DType::f64) scale_groups<double>(array, stride, used, ratio);
}

/// Polygons are lists of lists of x, y, x, y, ...
void scale_polygons(Value& value, Ratio ratio) {
  auto* list = std::get_if<Value::List>(&value.content);
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    Value& element = (*list)[i];
    const double by = i % 2 == 0 ? ratio.x : ratio.y;
    if (auto* number = std::get_if<double>(&element.content)) {
      *number *= by;
    } else if (const auto* whole = std::get_if<std::int64_t>(&element.content)) {
      element.content = static_cast<double>(*whole) * by;
    } else {
      scale_polygons(element, ratio);
    }
  }
}

template <class T>
bool all_finite(const Array& array) {
  const auto numbers = array.as<T>();
  return std::all_of(numbers.begin(), numbers.end(),
                     [](T number) { return std::isfinite(number); });
}

bool is_finite(const Array& array) {
  if (array.dtype == DType::f32) return all_finite<float>(array);
  return array.dtype != DType::f64 || all_finite<double>(array);
}

bool is_finite(const Value& value) {
  if (const auto* number = std::get_if<double>(&value.content)) return std::isfinite(*number);
  const auto* list = std::get_if<Value::List>(&value.content);
  return list == nullptr || std::all_of(list->begin(), list->end(),
                                        [](const Value& element) { return is_finite(element); });
}

constexpr double kMostBytes = 256.0 * 1024 * 1024;

/// Bytes of the planes of `array` at the size of the original.
double resized_bytes(const Array& array, ImageSize original) {
  auto bytes = static_cast<double>(predict::element_size(array.dtype));
  for (std::size_t i = 0; i + 2 < array.shape.size(); ++i) {
    bytes *= static_cast<double>(array.shape[i]);
  }
  return bytes * static_cast<double>(original.width) * static_cast<double>(original.height);
}

/// The last two extents of `array` are height and width.
void resize_planes(Array& array, ImageSize original) {
  const std::size_t rank = array.shape.size();
  if (rank < 2) return;
  const std::int64_t height = array.shape[rank - 2];
  const std::int64_t width = array.shape[rank - 1];
  if (height <= 0 || width <= 0) return;
  const std::size_t size = predict::element_size(array.dtype);
  const std::size_t planes = array.elements() / static_cast<std::size_t>(height * width);
  Array result{array.dtype, array.shape, {}};
  result.shape[rank - 2] = original.height;
  result.shape[rank - 1] = original.width;
  result.bytes.resize(result.elements() * size);
  std::byte* out = result.bytes.data();
  for (std::size_t plane = 0; plane < planes; ++plane) {
    for (std::int64_t y = 0; y < original.height; ++y) {
      const std::int64_t from_y = y * height / original.height;
      for (std::int64_t x = 0; x < original.width; ++x, out += size) {
        const std::int64_t from_x = x * width / original.width;
        const auto at = plane * static_cast<std::size_t>(height * width) +
                        static_cast<std::size_t>(from_y * width + from_x);
        std::memcpy(out, array.bytes.data() + at * size, size);
      }
    }
  }
  array = std::move(result);
}

std::optional<std::string> rescale_array(const std::string& name, Array& array, Ratio ratio,
                                         ImageSize original) {
  if (name == "masks" || name == "segmentation") {
    if (resized_bytes(array, original) > kMostBytes) {
      return name + ": at the size of the original image they take more than 256 MiB";
    }
    resize_planes(array, original);
    return std::nullopt;
  }
  if (name != "boxes" && name != "keypoints") return std::nullopt;
  scale_coordinates(array, name == "boxes" ? 4 : 2, ratio);
  if (is_finite(array)) return std::nullopt;
  return name + ": has numbers that are not finite in the original image";
}

/// By nearest neighbour, as resize_planes().
std::string resized_run_lengths(const image::RunLengths& mask, image::Size original) {
  const std::vector<std::uint8_t> rows = image::decode_mask(mask);
  std::vector<std::uint8_t> resized;
  resized.reserve(static_cast<std::size_t>(original.width * original.height));
  for (std::int64_t y = 0; y < original.height; ++y) {
    const std::int64_t row = y * mask.size.height / original.height * mask.size.width;
    for (std::int64_t x = 0; x < original.width; ++x) {
      const std::int64_t column = x * mask.size.width / original.width;
      resized.push_back(rows[static_cast<std::size_t>(row + column)]);
    }
  }
  return image::to_text(image::encode_mask(resized, original));
}

std::optional<std::string> resize_run_lengths(Value& value, image::Size seen,
                                              image::Size original) {
  auto* list = std::get_if<Value::List>(&value.content);
  if (list == nullptr) return std::nullopt;
  for (Value& element : *list) {
    const auto* text = std::get_if<std::string>(&element.content);
    const auto mask = text == nullptr ? std::nullopt : image::parse_run_lengths(*text, seen);
    if (!mask) return "rle: has something else than run lengths of the image that was seen";
    element.content = resized_run_lengths(*mask, original);
  }
  return std::nullopt;
}

std::optional<std::string> rescale_polygons(const std::string& name, Value& value, Ratio ratio) {
  scale_polygons(value, ratio);
  if (is_finite(value)) return std::nullopt;
  return name + ": has numbers that are not finite in the original image";
}

std::optional<std::string> rescale_value(predict::Field& field, ImageSize seen, ImageSize original,
                                         Ratio ratio) {
  Value& value = std::get<Value>(field.content);
  if (field.name == "polygons") return rescale_polygons(field.name, value, ratio);
  if (field.name != "rle") return std::nullopt;
  return resize_run_lengths(value, {seen.width, seen.height}, {original.width, original.height});
}

}  // namespace

std::optional<std::string> rescale(predict::Prediction& prediction, ImageSize seen,
                                   ImageSize original) {
  if (seen == original || seen.width <= 0 || seen.height <= 0) return std::nullopt;
  const Ratio ratio{static_cast<double>(original.width) / static_cast<double>(seen.width),
                    static_cast<double>(original.height) / static_cast<double>(seen.height)};
  for (predict::Field& field : prediction.fields) {
    auto* array = std::get_if<Array>(&field.content);
    auto fault = array != nullptr ? rescale_array(field.name, *array, ratio, original)
                                  : rescale_value(field, seen, original, ratio);
    if (fault) return fault;
  }
  return std::nullopt;
}

}  // namespace assay::pipeline
