// SPDX-License-Identifier: Apache-2.0
// The three ways in which a prediction can have masks.
#include <fmt/format.h>

#include <cmath>

#include "core/dataset/segmentation.hpp"
#include "core/evaluation/array_numbers.hpp"
#include "core/evaluation/field_reader.hpp"

namespace assay::evaluation {

using image::RunLengths;
using image::Size;
using predict::Array;
using predict::Field;
using predict::Value;

namespace {

std::optional<double> number_in(const Value& value) {
  if (const auto* real = std::get_if<double>(&value.content)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value.content)) {
    return static_cast<double>(*whole);
  }
  return std::nullopt;
}

}  // namespace

std::vector<RunLengths> FieldReader::masks(Size size) {
  if (has("masks")) return masks_in_array(size);
  if (has("rle")) return masks_in_texts(size);
  if (has("polygons")) return masks_in_polygons(size);
  fail("the field 'masks' is missing (or 'rle', or 'polygons')");
  return {};
}

std::vector<RunLengths> FieldReader::masks_in_array(Size size) {
  const Array* of = array("masks");
  if (of == nullptr) return {};
  if (of->shape.size() != 3 || of->shape[1] != size.height || of->shape[2] != size.width) {
    fail(fmt::format("'masks' has the shape [{}]; [N, {}, {}] is wanted, as the image",
                     fmt::join(of->shape, ", "), size.height, size.width));
    return {};
  }
  const auto flags = flags_of(*of);
  if (!flags) {
    fail(fmt::format("'masks' has the type {}; u8 is wanted", name_of(of->dtype)));
    return {};
  }
  std::vector<RunLengths> masks;
  const auto pixels = static_cast<std::size_t>(size.width * size.height);
  for (std::size_t i = 0; pixels > 0 && i < flags->size(); i += pixels) {
    masks.push_back(image::encode_mask(std::span(*flags).subspan(i, pixels), size));
  }
  return masks;
}

const Value::List* FieldReader::list(std::string_view name) {
  const Field* field = prediction_.find(name);
  const auto* value = std::get_if<Value>(&field->content);
  const auto* list = value == nullptr ? nullptr : std::get_if<Value::List>(&value->content);
  if (list == nullptr) fail(fmt::format("'{}' is not a list, one element for each object", name));
  return list;
}

std::vector<RunLengths> FieldReader::masks_in_texts(Size size) {
  const Value::List* texts = list("rle");
  std::vector<RunLengths> masks;
  for (std::size_t i = 0; texts != nullptr && i < texts->size(); ++i) {
    const auto* text = std::get_if<std::string>(&(*texts)[i].content);
    auto mask = text == nullptr ? std::nullopt : image::parse_run_lengths(*text, size);
    if (!mask) {
      fail(fmt::format("element {} of 'rle' is no compressed RLE of {} x {} pixels", i, size.width,
                       size.height));
      return {};
    }
    masks.push_back(*std::move(mask));
  }
  return masks;
}

bool FieldReader::fill(const Value& polygon, std::size_t i, std::vector<RunLengths>& parts,
                       Size size) {
  const auto* numbers = std::get_if<Value::List>(&polygon.content);
  if (numbers == nullptr || numbers->size() < 6 || numbers->size() % 2 != 0) {
    fail(fmt::format(
        "element {} of 'polygons' has one that is not x,y,x,y,... of 3 corners or more", i));
    return false;
  }
  std::vector<double> corners;
  for (const Value& value : *numbers) {
    const auto number = number_in(value);
    if (!number || !(std::abs(*number) <= dataset::kFarthestCorner)) {
      fail(
          fmt::format("element {} of 'polygons' has a corner that is no number, or more than {} "
                      "pixels away",
                      i, dataset::kFarthestCorner));
      return false;
    }
    corners.push_back(*number);
  }
  parts.push_back(image::fill_polygon(corners, size));
  return true;
}

std::vector<RunLengths> FieldReader::masks_in_polygons(Size size) {
  const Value::List* objects = list("polygons");
  std::vector<RunLengths> masks;
  for (std::size_t i = 0; objects != nullptr && i < objects->size(); ++i) {
    const auto* polygons = std::get_if<Value::List>(&(*objects)[i].content);
    if (polygons == nullptr || polygons->empty()) {
      fail(fmt::format("element {} of 'polygons' is no list of polygons", i));
      return {};
    }
    std::vector<RunLengths> parts;
    if (number_in(polygons->front())) {  // one polygon, not in a list of its own
      if (!fill((*objects)[i], i, parts, size)) return {};
    } else {
      for (const Value& polygon : *polygons) {
        if (!fill(polygon, i, parts, size)) return {};
      }
    }
    masks.push_back(parts.size() == 1 ? std::move(parts.front()) : image::merge(parts, false));
  }
  return masks;
}

}  // namespace assay::evaluation
