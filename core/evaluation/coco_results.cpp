// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_results.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/base/file.hpp"
#include "core/dataset/json_records.hpp"
#include "core/dataset/segmentation.hpp"
#include "core/evaluation/keypoint_similarity.hpp"

namespace assay::evaluation {
namespace {

using dataset::JsonCell;
using dataset::JsonColumn;
using dataset::JsonType;

/// The first object of a list as it is written, or "" where there is none or it never ends.
std::string_view first_object(std::string_view text) {
  const std::size_t begin = text.find('{');
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (text[i] == '\\' && quoted) {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == '{') {
      ++depth;
    } else if (!quoted && text[i] == '}' && --depth == 0) {
      return text.substr(begin, i + 1 - begin);
    }
  }
  return {};
}

/// Which member gives an entry its box and size.
ResultPart source_of_boxes(std::string_view text, ResultPart wanted) {
  const auto first = nlohmann::json::parse(first_object(text), nullptr, false);
  const auto has = [&](const char* member) {
    const auto found = first.find(member);
    return found != first.end() && !found->is_null() && !found->empty();
  };
  if (!first.is_object()) return wanted;  // whatever is wrong is found when all is read
  if (has("bbox")) return ResultPart::boxes;
  if (has("segmentation")) return ResultPart::masks;
  return has("keypoints") ? ResultPart::keypoints : wanted;
}

class ResultReader {
 public:
  ResultReader(const Source& source, const ImageSizes& images, ResultPart part)
      : source_(source),
        part_(part),
        boxes_from_(source_of_boxes(source.text, part)),
        long_members_(source.text),
        sizes_(images) {}

  CocoResults read() {
    // The shortest entry there can be, so that the list never grows: memory that stays untouched
    // is free, a copy of half a million detections is not.
    constexpr std::string_view kShortest =
        R"({"image_id":1,"category_id":1,"bbox":[0,0,1,1],"score":1})";
    result_.detections.reserve(source_.text.size() / kShortest.size() + 1);
    const auto add = [&](std::size_t index, std::span<const JsonCell> cells) {
      add_entry(index, cells);
    };
    dataset::read_json_list(source_, {"", columns(), add}, problems_);
    problems_.throw_if_any(source_.name,
                           fmt::format("a list of {{image_id, category_id, {}, score}} is wanted",
                                       part_ == ResultPart::boxes   ? "bbox [x,y,width,height]"
                                       : part_ == ResultPart::masks ? "segmentation"
                                                                    : "keypoints [x1,y1,v1,...]"));
    return std::move(result_);
  }

 private:
  static constexpr std::size_t kBox = 3, kSegmentation = 4, kKeypoints = 5;

  std::vector<JsonColumn> columns() const {
    const bool has_boxes = boxes_from_ == ResultPart::boxes;
    std::vector<JsonColumn> columns{{"image_id", JsonType::integer},
                                    {"category_id", JsonType::integer},
                                    {"score", JsonType::number}};
    // A member that is not looked into may be anything.
    columns.push_back({"bbox", has_boxes ? JsonType::box : JsonType::raw, has_boxes});
    const bool masks = boxes_from_ == ResultPart::masks;
    if (masks || part_ != ResultPart::boxes) {
      columns.push_back(
          {"segmentation", JsonType::raw, masks || (part_ == ResultPart::masks && !has_boxes)});
    }
    if (boxes_from_ == ResultPart::keypoints || part_ == ResultPart::keypoints) {
      if (columns.size() == kSegmentation)
        columns.push_back({"segmentation", JsonType::raw, false});
      columns.push_back({"keypoints", JsonType::raw});
    }
    return columns;
  }

  void add_entry(std::size_t index, std::span<const JsonCell> cells) {
    index_ = index;
    Detection detection{cells[0].integer, cells[1].integer};
    detection.score = cells[2].numbers[0];
    const auto image = sizes_.find(detection.image_id);
    if (image == sizes_.end()) {
      fail(fmt::format("the ground truth has no image with the id {}", detection.image_id));
      return;
    }
    if (boxes_from_ == ResultPart::boxes) set_box(cells[kBox].numbers, detection);
    if (boxes_from_ == ResultPart::masks || part_ == ResultPart::masks) {
      add_mask(cells[kSegmentation], image->second, detection);
    }
    if (boxes_from_ == ResultPart::keypoints || part_ == ResultPart::keypoints) {
      add_keypoints(cells[kKeypoints], detection);
    }
    result_.detections.push_back(detection);
  }

  static void set_box(const std::array<double, 4>& box, Detection& detection) {
    detection.x = box[0];
    detection.y = box[1];
    detection.width = box[2];
    detection.height = box[3];
  }

  void add_mask(const JsonCell& cell, image::Size size, Detection& detection) {
    dataset::Shapes& shapes = part_ == ResultPart::masks ? result_.shapes : (passing_ = {});
    if (cell.present) {
      const auto fault = long_members_.read_shape(cell.offset, cell.text.size(), shapes);
      if (fault) return fail(fmt::format("segmentation {}", *fault));
    } else {
      add_rectangle(detection, shapes);
    }
    const auto shape = static_cast<std::uint32_t>(shapes.size() - 1);
    if (shapes.is_polygons(shape) && (size.width <= 0 || size.height <= 0)) {
      return fail(fmt::format(
          "its polygons cannot be filled: image {} of the ground truth has no width and height",
          detection.image_id));
    }
    if (part_ == ResultPart::masks) result_.shape_of_detection.push_back(shape);
    if (boxes_from_ == ResultPart::masks) set_box_of_mask(shapes.mask(shape, size), detection);
  }

  void add_rectangle(const Detection& of, dataset::Shapes& shapes) {
    const double right = of.x + of.width;
    const double bottom = of.y + of.height;
    for (const double side : {of.x, of.y, right, bottom}) {
      if (std::abs(side) <= dataset::kFarthestCorner) continue;
      fail(fmt::format("bbox has {}, which is more than {} pixels away", side,
                       dataset::kFarthestCorner));
      break;
    }
    shapes.begin_polygons();
    shapes.add_polygon(std::array{of.x, of.y, of.x, bottom, right, bottom, right, of.y});
  }

  void set_box_of_mask(const image::RunLengths& mask, Detection& detection) {
    const image::MaskBox box = image::bounding_box(mask);
    set_box({box.x, box.y, box.width, box.height}, detection);
    result_.areas.push_back(static_cast<double>(image::area(mask)));
  }

  void add_keypoints(const JsonCell& cell, Detection& detection) {
    triples_.clear();
    const auto fault = long_members_.read_keypoints(cell.offset, cell.text.size(), triples_);
    if (fault) return fail(fmt::format("keypoints {}", *fault));
    const std::size_t count = triples_.size() / 3;
    if (count == 0) return fail("keypoints is empty");
    if (result_.keypoints_each == 0) result_.keypoints_each = count;
    if (count != result_.keypoints_each) {
      return fail(fmt::format("{} keypoints, where entries before it have {}", count,
                              result_.keypoints_each));
    }
    if (part_ == ResultPart::keypoints) {
      result_.keypoints.insert(result_.keypoints.end(), triples_.begin(), triples_.end());
    }
    if (boxes_from_ == ResultPart::keypoints) set_box_around(triples_, detection);
  }

  void fail(const std::string& problem) {
    problems_.add(fmt::format("entry {}: {}", index_, problem));
  }

  const Source& source_;
  ResultPart part_;
  ResultPart boxes_from_;
  dataset::SegmentationReader long_members_;
  const ImageSizes& sizes_;
  dataset::Problems problems_;
  std::size_t index_ = 0;
  dataset::Shapes passing_;  // of which only the box is wanted
  std::vector<double> triples_;
  CocoResults result_;
};

}  // namespace

CocoResults read_coco_results(const std::filesystem::path& file, const ImageSizes& images,
                              ResultPart part) {
  const Source source{file.string(), read_file(file)};
  return ResultReader(source, images, part).read();
}

}  // namespace assay::evaluation
