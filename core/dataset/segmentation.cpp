// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/segmentation.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>
#include <limits>

namespace assay::dataset {
namespace {

namespace json = simdjson::ondemand;

constexpr const char* kForms =
    "must be a list of polygons such as [[x1, y1, x2, y2, x3, y3]], or run lengths such as "
    "{\"size\": [height, width], \"counts\": ...}";

/// What is wrong, or "".
using Fault = std::string;

Fault read_numbers(json::array list, std::vector<double>& numbers) {
  numbers.clear();
  for (auto element : list) {
    double number = 0;
    if (element.get_double().get(number) != simdjson::SUCCESS || !std::isfinite(number)) {
      return "has something else than finite numbers in it";
    }
    if (std::abs(number) > kFarthestCorner) {
      return fmt::format("has {}, which is more than {} pixels away", number, kFarthestCorner);
    }
    numbers.push_back(number);
  }
  return "";
}

Fault read_polygons(json::array list, std::vector<double>& corners,
                    std::vector<std::size_t>& ends) {
  std::vector<double> polygon;
  for (auto element : list) {
    json::array of;
    if (element.get_array().get(of) != simdjson::SUCCESS) return kForms;
    if (Fault fault = read_numbers(of, polygon); !fault.empty()) return fault;
    if (polygon.size() % 2 != 0 || polygon.size() < 6) {
      return fmt::format("has a polygon of {} numbers; it needs x and y of at least 3 corners",
                         polygon.size());
    }
    corners.insert(corners.end(), polygon.begin(), polygon.end());
    ends.push_back(corners.size());
  }
  return ends.empty() ? "is empty; draw the object, or remove the annotation" : "";
}

Fault read_size(json::value value, image::Size& size) {
  json::array sides;
  if (value.get_array().get(sides) != simdjson::SUCCESS) return kForms;
  std::vector<double> numbers;
  if (Fault fault = read_numbers(sides, numbers); !fault.empty()) return fault;
  constexpr double kMostPixels = std::numeric_limits<std::int32_t>::max();
  const auto whole = [](double side) { return side >= 1 && side == std::floor(side); };
  if (numbers.size() != 2 || !whole(numbers[0]) || !whole(numbers[1]) ||
      numbers[0] * numbers[1] > kMostPixels) {
    return "has a size that is not [height, width]";
  }
  size = {static_cast<std::int64_t>(numbers[1]), static_cast<std::int64_t>(numbers[0])};
  return "";
}

Fault read_count_list(json::array list, std::vector<std::uint32_t>& counts) {
  for (auto element : list) {
    std::uint64_t count = 0;
    if (element.get_uint64().get(count) != simdjson::SUCCESS ||
        count > std::numeric_limits<std::uint32_t>::max()) {
      return "has counts that are not whole numbers from 0";
    }
    counts.push_back(static_cast<std::uint32_t>(count));
  }
  return "";
}

/// Run lengths as they are read: members come in any order.
struct RawRunLengths {
  image::Size size;
  std::string text;
  std::vector<std::uint32_t> counts;
  bool has_size = false;
  bool has_text = false;
  bool has_counts = false;
};

Fault read_counts(json::value value, RawRunLengths& raw) {
  json::array list;
  if (value.get_array().get(list) == simdjson::SUCCESS) {
    raw.has_counts = true;
    return read_count_list(list, raw.counts);
  }
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return kForms;
  raw.text = text;
  raw.has_text = true;
  return "";
}

Fault read_run_lengths(json::object object, image::RunLengths& mask) {
  RawRunLengths raw;
  for (auto field : object) {
    const json::raw_json_string key = field.key();
    Fault fault;
    if (key == "size") {
      fault = read_size(field.value(), raw.size);
      raw.has_size = true;
    } else if (key == "counts") {
      fault = read_counts(field.value(), raw);
    }
    if (!fault.empty()) return fault;
  }
  if (!raw.has_size || !(raw.has_text || raw.has_counts)) return kForms;
  const auto pixels = static_cast<std::uint64_t>(raw.size.width * raw.size.height);
  if (raw.has_text) {
    auto parsed = image::parse_run_lengths(raw.text, raw.size);
    if (!parsed) return fmt::format("has counts that are not run lengths of {} pixels", pixels);
    mask = *std::move(parsed);
    return "";
  }
  std::uint64_t sum = 0;
  for (const std::uint32_t count : raw.counts) sum += count;
  if (sum != pixels) {
    return fmt::format("has counts of {} pixels in all, but a size of {}", sum, pixels);
  }
  mask = {raw.size, std::move(raw.counts)};
  return "";
}

}  // namespace

struct SegmentationReader::Parser {
  json::parser parser;
  std::vector<double> corners;
  std::vector<std::size_t> ends;

  /// Runs `read` on the document; what simdjson throws is a fault, too.
  template <class Read>
  Fault with(std::string_view text, std::size_t begin, std::size_t size, Read read) {
    try {
      // Whatever follows in the text serves as the padding that the parser wants.
      const bool padded = text.size() - begin - size >= simdjson::SIMDJSON_PADDING;
      if (padded) {
        json::document document =
            parser.iterate(text.data() + begin, size, size + simdjson::SIMDJSON_PADDING);
        return read(document);
      }
      const simdjson::padded_string copy(text.substr(begin, size));
      json::document document = parser.iterate(copy);
      return read(document);
    } catch (const simdjson::simdjson_error& error) {
      if (error.error() == simdjson::MEMALLOC) throw std::bad_alloc();
      return fmt::format("is not JSON ({})", simdjson::error_message(error.error()));
    }
  }
};

SegmentationReader::SegmentationReader(std::string_view text)
    : text_(text), parser_(std::make_unique<Parser>()) {}
SegmentationReader::~SegmentationReader() = default;

std::optional<std::string> SegmentationReader::read_shape(std::size_t begin, std::size_t size,
                                                          Shapes& shapes) {
  parser_->corners.clear();
  parser_->ends.clear();
  std::optional<image::RunLengths> mask;
  Fault fault = parser_->with(text_, begin, size, [&](json::document& document) -> Fault {
    if (document.type() == json::json_type::array) {
      return read_polygons(document.get_array(), parser_->corners, parser_->ends);
    }
    if (document.type() != json::json_type::object) return kForms;
    return read_run_lengths(document.get_object(), mask.emplace());
  });
  if (!fault.empty()) return fault;
  if (mask) {
    shapes.add_run_lengths(*mask);
    return std::nullopt;
  }
  shapes.begin_polygons();
  std::size_t from = 0;
  for (const std::size_t end : parser_->ends) {
    shapes.add_polygon(std::span(parser_->corners).subspan(from, end - from));
    from = end;
  }
  return std::nullopt;
}

std::optional<std::string> SegmentationReader::read_keypoints(std::size_t begin, std::size_t size,
                                                              std::vector<double>& triples) {
  Fault fault = parser_->with(text_, begin, size, [&](json::document& document) -> Fault {
    if (document.type() != json::json_type::array) return "must be a list x1, y1, v1, x2, ...";
    Fault wrong = read_numbers(document.get_array(), parser_->corners);
    if (wrong.empty() && parser_->corners.size() % 3 != 0) {
      wrong = fmt::format("has {} numbers; each keypoint is x, y, v", parser_->corners.size());
    }
    return wrong;
  });
  if (!fault.empty()) return fault;
  triples.insert(triples.end(), parser_->corners.begin(), parser_->corners.end());
  return std::nullopt;
}

}  // namespace assay::dataset
