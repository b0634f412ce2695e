// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/dataset/convert/draft.hpp"
#include "core/dataset/convert/writers.hpp"

namespace assay::dataset::convert {
namespace {

using Json = nlohmann::ordered_json;

Json outline_of(const Shapes& shapes, std::uint32_t shape) {
  if (!shapes.is_polygons(shape)) {
    const image::RunLengths mask = shapes.mask(shape, {});
    return {{"size", {mask.size.height, mask.size.width}}, {"counts", image::to_text(mask)}};
  }
  Json polygons = Json::array();
  for (std::size_t i = 0; i < shapes.polygon_count(shape); ++i) {
    const auto corners = shapes.polygon(shape, i);
    polygons.push_back(std::vector<double>(corners.begin(), corners.end()));
  }
  return polygons;
}

/// Writes one record a line, so that people and version control can tell them apart.
class CocoWriter {
 public:
  CocoWriter(const Content& content, bool own_ids, Losses& losses)
      : content_(content), own_ids_(own_ids), losses_(losses) {}

  std::string write() {
    Json images = Json::array();
    Json annotations = Json::array();
    for (std::size_t i = 0; i < content_.images.size(); ++i) {
      images.push_back(image_at(i));
      for (const std::size_t object : content_.images[i].objects) {
        annotations.push_back(annotation_at(object, images.back()["id"]));
      }
    }
    tell_of_class_numbers();
    Json categories = Json::array();
    for (std::size_t i = 0; i < content_.dataset.categories.size(); ++i) {
      categories.push_back(category_at(i));
    }
    return "{\n" + list("images", images) + ",\n" + list("annotations", annotations) + ",\n" +
           list("categories", categories) + "\n}\n";
  }

 private:
  static std::string list(const std::string& key, const Json& records) {
    std::string text = "\"" + key + "\": [";
    for (std::size_t i = 0; i < records.size(); ++i) {
      text += (i == 0 ? "\n" : ",\n") + records[i].dump();
    }
    return text + "]";
  }

  std::int64_t category_id(std::size_t position) const {
    return own_ids_ ? content_.dataset.categories[position].id
                    : static_cast<std::int64_t>(position) + 1;
  }

  Json category_at(std::size_t i) const {
    const Category& category = content_.dataset.categories[i];
    Json record{{"id", category_id(i)}, {"name", category.name}};
    if (!category.keypoints.empty()) record["keypoints"] = category.keypoints;
    const Json skeleton = Json::parse(category.skeleton, nullptr, false);
    if (skeleton.is_array()) record["skeleton"] = skeleton;
    return record;
  }

  void tell_of_class_numbers() const {
    if (!content_.has_gaps()) return;
    for (std::size_t i = 0; i < content_.class_numbers.size(); ++i) {
      if (content_.class_numbers[i] == static_cast<std::int64_t>(i)) continue;
      losses_.add("categories have another class number: COCO's are counted in their order");
    }
  }

  Json image_at(std::size_t i) const {
    const ImageContent& image = content_.images[i];
    const Datapoint& datapoint = content_.dataset.datapoints[i];
    Json record{{"id", own_ids_ ? datapoint.image_id : static_cast<std::int64_t>(i) + 1},
                {"file_name", image.id}};
    const auto& size = own_ids_ && datapoint.size ? datapoint.size : image.size;
    if (size) {
      record["width"] = size->width;
      record["height"] = size->height;
    } else {
      losses_.add("images have no width and height: their files cannot be read");
    }
    return record;
  }

  Json annotation_at(std::size_t object, const Json& image_id) {
    const InstanceTruth& truth = content_.truth();
    const Annotation& annotation = truth.annotations[object];
    ++next_id_;
    Json record{{"id", own_ids_ ? annotation.id : next_id_},
                {"image_id", image_id},
                {"category_id", category_id(content_.category(annotation.category_id))},
                {"bbox", {annotation.x, annotation.y, annotation.width, annotation.height}},
                {"area", annotation.area},
                {"iscrowd", annotation.is_crowd || annotation.is_difficult ? 1 : 0}};
    if (annotation.is_difficult && !annotation.is_crowd) {
      losses_.add(
          "difficult objects became crowds (iscrowd 1): COCO has no other that need not "
          "be found");
    }
    if (annotation.shape != kNoShape) {
      record["segmentation"] = outline_of(truth.shapes, annotation.shape);
    }
    if (annotation.keypoint_end > annotation.keypoint_begin) {
      const auto begin = truth.keypoints.begin() + 3 * std::ptrdiff_t{annotation.keypoint_begin};
      const auto end = truth.keypoints.begin() + 3 * std::ptrdiff_t{annotation.keypoint_end};
      record["keypoints"] = std::vector<double>(begin, end);
      record["num_keypoints"] = annotation.labelled_keypoints;
    }
    return record;
  }

  const Content& content_;
  bool own_ids_;
  Losses& losses_;
  std::int64_t next_id_ = 0;
};

}  // namespace

Written write_coco(const Content& content, const std::filesystem::path& folder, bool own_ids,
                   Losses& losses) {
  write_text(folder / "instances.json", CocoWriter(content, own_ids, losses).write());
  const auto& objects = content.truth().annotations;
  const auto outlined = [](const Annotation& object) { return object.shape != kNoShape; };
  return {objects.size(), std::all_of(objects.begin(), objects.end(), outlined)};
}

}  // namespace assay::dataset::convert
