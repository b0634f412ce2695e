// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/base/letters.hpp"
#include "core/base/source.hpp"
#include "core/dataset/companion.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/load_coco.hpp"
#include "core/dataset/only_categories.hpp"
#include "core/dataset/problems.hpp"
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
Dataset load_all_objects(const definition::Dataset& spec, ProblemType task) {
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
  return load_coco(spec, {.shapes = true, .keypoints = true, .optional = true});
}

/// Those of the chosen categories. The others stay known, since models count them.
void keep_chosen(const definition::Dataset& spec, Content& content) {
  const std::vector<Category> all = content.dataset.categories;
  keep_only(spec.only_categories, content.dataset);
  content.chosen_categories = content.dataset.categories.size();
  content.dataset.categories = all;
}

std::vector<std::int64_t> class_numbers(const Dataset& dataset) {
  std::vector<std::int64_t> ids;
  for (const Category& category : dataset.categories) ids.push_back(category.id);
  if (dataset.ids_are_class_indices) return ids;
  std::vector<std::int64_t> sorted = ids;
  std::sort(sorted.begin(), sorted.end());
  for (std::int64_t& id : ids) {
    id = std::lower_bound(sorted.begin(), sorted.end(), id) - sorted.begin();
  }
  return ids;
}

/// Lists of names and definitions are text, with a name on a line.
void require_text(const std::vector<Category>& categories) {
  for (const Category& category : categories) {
    const std::string& name = category.name;
    const bool controls = std::any_of(name.begin(), name.end(), is_control);
    if (!controls && !definition::find_invalid_utf8(name)) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("the category '{}' {}; rename it", datapoint_id(name),
                            controls ? "has control characters" : "is not UTF-8"));
  }
}

ImageContent image_of(const Datapoint& datapoint, const definition::Dataset& spec) {
  auto size = upright_size(datapoint.path, spec.exif);
  if (!size) size = datapoint.size;
  if (size && (size->width < 1 || size->height < 1)) size.reset();
  return {datapoint.path.lexically_relative(spec.images).lexically_normal().string(),
          datapoint.id,
          datapoint.path,
          size,
          {}};
}

/// What a mask's size is to be; nullopt where it is right. COCO's file may state how an image is
/// stored, and is believed as evaluation does.
std::optional<ImageSize> wanted_size(const ImageSize& mask, const Datapoint& datapoint,
                                     const ImageContent& image, const definition::Dataset& spec) {
  if (!image.size || mask == *image.size) return std::nullopt;
  const bool stated = spec.masks.empty() && mask == datapoint.size &&
                      mask == upright_size(datapoint.path, definition::Exif::ignore);
  return stated ? std::nullopt : image.size;
}

/// False sizes would cost the time and memory of the pixels that they promise.
void check_mask_sizes(const Content& content, const definition::Dataset& spec) {
  Problems problems;
  for (std::size_t i = 0; i < content.images.size(); ++i) {
    const ImageContent& image = content.images[i];
    for (const std::size_t object : image.objects) {
      const std::uint32_t shape = content.truth().annotations[object].shape;
      if (shape == kNoShape || content.truth().shapes.is_polygons(shape)) continue;
      const image::Size size = content.truth().shapes.size_of_run_lengths(shape);
      const ImageSize mask{size.width, size.height};
      if (const auto wanted = wanted_size(mask, content.dataset.datapoints[i], image, spec)) {
        problems.add(
            fmt::format("a mask of '{}' has {}x{} pixels, the image {}x{}; run lengths "
                        "have \"size\": [height, width]",
                        image.id, mask.width, mask.height, wanted->width, wanted->height));
      } else if (size.width * size.height > spec.max_pixels) {
        problems.add(fmt::format("a mask of '{}' has {}x{} pixels, more than max_pixels ({})",
                                 image.id, mask.width, mask.height, spec.max_pixels));
      }
    }
  }
  problems.throw_if_any(fmt::format("data set '{}'", spec.name), "mend the masks");
}

}  // namespace

bool has_own_area(const Annotation& object) {
  const double of_box = object.width * object.height;
  return std::abs(object.area - of_box) > 1e-6 * std::max(1.0, std::abs(of_box));
}

bool Content::has_gaps() const {
  return std::any_of(class_numbers.begin(), class_numbers.end(), [&](std::int64_t number) {
    return number >= static_cast<std::int64_t>(class_numbers.size());
  });
}

std::size_t Content::category(std::int64_t id) const {
  const auto found = std::find_if(dataset.categories.begin(), dataset.categories.end(),
                                  [&](const Category& category) { return category.id == id; });
  return static_cast<std::size_t>(found - dataset.categories.begin());
}

Content read_content(const definition::Dataset& spec, ProblemType task) {
  Content content;
  content.boxes_count = task == ProblemType::object_detection;
  content.dataset = load_all_objects(spec, task);
  content.class_numbers = class_numbers(content.dataset);
  keep_chosen(spec, content);
  require_text(content.dataset.categories);
  std::unordered_map<std::int64_t, std::size_t> position;
  for (const Datapoint& datapoint : content.dataset.datapoints) {
    position[datapoint.image_id] = content.images.size();
    content.images.push_back(image_of(datapoint, spec));
  }
  const auto& annotations = content.truth().annotations;
  for (std::size_t i = 0; i < annotations.size(); ++i) {
    content.images[position.at(annotations[i].image_id)].objects.push_back(i);
  }
  check_mask_sizes(content, spec);
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
