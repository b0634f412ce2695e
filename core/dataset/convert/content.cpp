// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/companion.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/load_coco.hpp"
#include "core/dataset/only_categories.hpp"
#include "core/dataset/read.hpp"
#include "core/dataset/stored_size.hpp"
#include "core/definition/encoding.hpp"

namespace assay::dataset::convert {
namespace {

using definition::DatasetFormat;
using definition::ProblemType;

bool has_objects(ProblemType task) {
  return task == ProblemType::object_detection || task == ProblemType::instance_segmentation ||
         task == ProblemType::keypoints;
}

/// With outlines and keypoints wherever they are.
Dataset load_objects(const definition::Dataset& spec, ProblemType task) {
  switch (spec.format) {
    case DatasetFormat::coco:
      if (!spec.masks.empty()) return load_dataset(spec, ProblemType::instance_segmentation);
      break;
    case DatasetFormat::voc:
    case DatasetFormat::yolo:
      return load_dataset(spec, ProblemType::object_detection);
    case DatasetFormat::custom:
      if (has_objects(task)) return load_dataset(spec, task);
      [[fallthrough]];
    default:
      throw Error(ErrorKind::dataset,
                  fmt::format("data set '{}' has no objects to convert; COCO, YOLO, VOC, and "
                              "Custom with boxes have",
                              spec.name));
  }
  Dataset dataset = load_coco(spec, {.shapes = true, .keypoints = true, .optional = true});
  keep_only(spec.only_categories, dataset);
  return dataset;
}

/// Lists of names and definitions are text, with a name on a line.
void require_text(const std::vector<Category>& categories) {
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  for (const Category& category : categories) {
    const std::string& name = category.name;
    const bool controls = std::any_of(name.begin(), name.end(), is_control);
    if (!controls && !definition::find_invalid_utf8(name)) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("the category '{}' {}; rename it", datapoint_id(name),
                            controls ? "has control characters" : "is not UTF-8"));
  }
}

}  // namespace

bool has_own_area(const Annotation& object) {
  const double of_box = object.width * object.height;
  return std::abs(object.area - of_box) > 1e-6 * std::max(1.0, std::abs(of_box));
}

std::size_t Content::category(std::int64_t id) const {
  const auto found = std::find_if(dataset.categories.begin(), dataset.categories.end(),
                                  [&](const Category& category) { return category.id == id; });
  return static_cast<std::size_t>(found - dataset.categories.begin());
}

Content read_content(const definition::Dataset& spec, ProblemType task) {
  Content content{load_objects(spec, task), {}};
  require_text(content.dataset.categories);
  std::unordered_map<std::int64_t, std::size_t> position;
  for (const Datapoint& datapoint : content.dataset.datapoints) {
    position[datapoint.image_id] = content.images.size();
    auto size = upright_size(datapoint.path, spec.exif);
    if (!size) size = datapoint.size;
    if (size && (size->width < 1 || size->height < 1)) size.reset();
    content.images.push_back({datapoint.path.lexically_relative(spec.images).string(),
                              datapoint.id,
                              datapoint.path,
                              size,
                              {}});
  }
  const auto& annotations = content.truth().annotations;
  for (std::size_t i = 0; i < annotations.size(); ++i) {
    content.images[position.at(annotations[i].image_id)].objects.push_back(i);
  }
  return content;
}

void require_own_stems(const Content& content, std::string_view extension) {
  std::map<std::string, std::string> image_of;
  for (const ImageContent& image : content.images) {
    const std::string file = companion("", image.name, extension).string();
    const auto [other, is_new] = image_of.emplace(file, image.id);
    if (is_new) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("the images '{}' and '{}' would both have the annotations '{}'; rename "
                            "one",
                            other->second, image.id, printable(file)));
  }
}

}  // namespace assay::dataset::convert
