// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/label_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/dataset/segment_ids.hpp"
#include "core/image/png_samples.hpp"

namespace assay::dataset {
namespace {

constexpr std::int32_t kIgnored = -1;
constexpr std::int32_t kUnknown = -2;

[[noreturn]] void fail(const std::string& message) {
  throw Error(ErrorKind::dataset, message);
}

/// What becomes of each of the 65536 labels that a sample may be.
std::vector<std::int32_t> class_table(const LabelMapTruth& truth) {
  std::vector<std::int32_t> table(std::size_t{1} << 16, kUnknown);
  const auto set = [&](std::int64_t label, std::int32_t value) {
    if (label >= 0 && label < static_cast<std::int64_t>(table.size())) {
      table[static_cast<std::size_t>(label)] = value;
    }
  };
  for (const auto& [label, category] : truth.classes) {
    set(label, static_cast<std::int32_t>(category));
  }
  for (const std::int64_t label : truth.ignored) set(label, kIgnored);
  return table;
}

/// "12 pixels at (3, 4)..." of the first label that means nothing.
[[noreturn]] void refuse_label(const image::PngSamples& png, std::size_t at) {
  const auto width = static_cast<std::size_t>(png.size.width);
  fail(
      fmt::format("the pixel x={}, y={} has the label {}, which is no category of the data set; "
                  "name it in 'categories' or in 'ignore_labels'",
                  at % width, at / width, png.samples[at]));
}

LabelMap map_of_labels(const image::PngSamples& png, const LabelMapTruth& truth) {
  if (png.channels != 1) fail(kColoursNotLabels);
  const std::vector<std::int32_t> table = class_table(truth);
  LabelMap map{{png.size.width, png.size.height}, {}};
  map.classes.resize(png.samples.size());
  for (std::size_t i = 0; i < png.samples.size(); ++i) {
    map.classes[i] = table[png.samples[i]];
    if (map.classes[i] == kUnknown) refuse_label(png, i);
  }
  return map;
}

LabelMap map_of_segments(const SegmentIds& png, std::span<const Segment> segments) {
  std::unordered_map<std::int64_t, std::int32_t> class_of{{0, kIgnored}};
  for (const Segment& segment : segments) {
    class_of[segment.id] =
        segment.is_crowd ? kIgnored : static_cast<std::int32_t>(segment.category);
  }
  LabelMap map{{png.size.width, png.size.height}, {}};
  map.classes.resize(png.ids.size());
  std::int32_t last_id = 0;
  std::int32_t last_class = kIgnored;
  for (std::size_t i = 0; i < map.classes.size(); ++i) {
    const std::int32_t id = png.ids[i];
    if (id != last_id) {
      const auto found = class_of.find(id);
      if (found == class_of.end()) {
        fail(fmt::format("the segment {} is in the image and not in 'segments_info'", id));
      }
      last_id = id;
      last_class = found->second;
    }
    map.classes[i] = last_class;
  }
  return map;
}

}  // namespace

bool has_label_maps(const Dataset& dataset) {
  return std::holds_alternative<LabelMapTruth>(dataset.truth) ||
         std::holds_alternative<PanopticTruth>(dataset.truth);
}

LabelMap read_label_map(const Dataset& dataset, std::size_t datapoint) {
  ASSAY_CHECK(has_label_maps(dataset));
  const auto* labels = std::get_if<LabelMapTruth>(&dataset.truth);
  const auto* panoptic = std::get_if<PanopticTruth>(&dataset.truth);
  const auto& path = (labels != nullptr ? labels->maps : panoptic->maps).at(datapoint);
  return in_context([&] { return fmt::format("reading the labels {}", path.string()); },
                    [&] {
                      if (labels != nullptr) {
                        return map_of_labels(
                            image::read_png_samples(read_file(path), labels->max_pixels), *labels);
                      }
                      const auto& begin = panoptic->segment_begin;
                      return map_of_segments(
                          read_segment_ids(path, panoptic->max_pixels),
                          std::span(panoptic->segments)
                              .subspan(begin[datapoint], begin[datapoint + 1] - begin[datapoint]));
                    });
}

}  // namespace assay::dataset
