// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_coco.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/base/error.hpp"
#include "core/dataset/coco_file.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/file_name.hpp"
#include "core/dataset/problems.hpp"

namespace assay::dataset {
namespace {

using Ids = std::unordered_set<std::int64_t>;

Ids check_images(const CocoFile& coco, Problems& problems) {
  Ids ids;
  for (std::size_t i = 0; i < coco.images.size(); ++i) {
    const CocoImage& image = coco.images[i];
    if (!ids.insert(image.id).second) {
      problems.add(fmt::format("images[{}]: the id {} is there twice", i, image.id));
    }
    if (const auto fault = fault_in_file_name(image.file_name)) {
      problems.add(fmt::format("images[{}]: file_name '{}' {}", i, image.file_name, *fault));
    }
  }
  return ids;
}

Ids check_categories(const CocoFile& coco, Problems& problems) {
  Ids ids;
  for (std::size_t i = 0; i < coco.categories.size(); ++i) {
    const Category& category = coco.categories[i];
    if (!ids.insert(category.id).second) {
      problems.add(fmt::format("categories[{}]: the id {} is there twice", i, category.id));
    }
    if (category.name.empty()) problems.add(fmt::format("categories[{}]: name is missing", i));
  }
  return ids;
}

void check_annotations(const CocoFile& coco, const Ids& images, const Ids& categories,
                       Problems& problems) {
  for (std::size_t i = 0; i < coco.truth.annotations.size(); ++i) {
    const Annotation& annotation = coco.truth.annotations[i];
    if (!images.contains(annotation.image_id)) {
      problems.add(
          fmt::format("annotations[{}]: there is no image with the id {}", i, annotation.image_id));
    }
    if (!categories.contains(annotation.category_id)) {
      problems.add(fmt::format("annotations[{}]: there is no category with the id {}", i,
                               annotation.category_id));
    }
  }
}

/// Outlines are filled in an image of a known size, and run lengths have one of their own.
void check_sizes(const CocoFile& coco, Problems& problems) {
  constexpr std::int64_t kMostPixels = INT32_MAX;
  std::unordered_map<std::int64_t, ImageSize> sizes;
  for (std::size_t i = 0; i < coco.images.size(); ++i) {
    const ImageSize size = coco.images[i].size.value_or(ImageSize{});
    const bool good = size.width > 0 && size.height > 0 && size.width < kMostPixels &&
                      size.height < kMostPixels && size.width * size.height < kMostPixels;
    if (good) {
      sizes[coco.images[i].id] = size;
    } else {
      problems.add(
          fmt::format("images[{}]: width and height must say the image's size: the "
                      "outlines of its objects need it",
                      i));
    }
  }
  const Shapes& shapes = coco.truth.shapes;
  for (std::size_t i = 0; i < coco.truth.annotations.size(); ++i) {
    const Annotation& annotation = coco.truth.annotations[i];
    const auto image = sizes.find(annotation.image_id);
    if (image == sizes.end() || shapes.is_polygons(annotation.shape)) continue;
    const image::Size size = shapes.size_of_run_lengths(annotation.shape);
    if (size.width == image->second.width && size.height == image->second.height) continue;
    problems.add(
        fmt::format("annotations[{}]: segmentation is of {}x{} pixels, its image has "
                    "{}x{}",
                    i, size.width, size.height, image->second.width, image->second.height));
  }
}

/// A category's objects have the same keypoints, or a model cannot have learned them.
void check_keypoints(const CocoFile& coco, Problems& problems) {
  std::unordered_map<std::int64_t, std::uint32_t> counts;
  for (std::size_t i = 0; i < coco.truth.annotations.size(); ++i) {
    const Annotation& annotation = coco.truth.annotations[i];
    const std::uint32_t count = annotation.keypoint_end - annotation.keypoint_begin;
    const auto [known, is_new] = counts.emplace(annotation.category_id, count);
    if (is_new || known->second == count) continue;
    problems.add(fmt::format("annotations[{}]: {} keypoints, where objects of its category had {}",
                             i, count, known->second));
  }
}

void check(const CocoFile& coco, const CocoParts& parts, const std::string& name) {
  Problems problems;
  if (coco.images.empty()) problems.add("'images' is empty");
  if (coco.categories.empty()) problems.add("'categories' is empty");
  const Ids images = check_images(coco, problems);
  const Ids categories = check_categories(coco, problems);
  check_annotations(coco, images, categories, problems);
  if (parts.shapes && !parts.optional) check_sizes(coco, problems);
  if (parts.keypoints && !parts.optional) check_keypoints(coco, problems);
  problems.throw_if_any(name, "mend the annotations; nothing was evaluated");
}

InstanceTruth truth_of(InstanceTruth truth, const std::vector<Datapoint>& datapoints) {
  Ids kept;
  for (const Datapoint& datapoint : datapoints) kept.insert(datapoint.image_id);
  std::erase_if(truth.annotations,
                [&](const Annotation& annotation) { return !kept.contains(annotation.image_id); });
  return truth;
}

CocoParts parts_for(definition::ProblemType task) {
  return {task == definition::ProblemType::instance_segmentation,
          task == definition::ProblemType::keypoints};
}

}  // namespace

Dataset load_coco(const definition::Dataset& spec, definition::ProblemType task) {
  return load_coco(spec, parts_for(task));
}

Dataset load_coco(const definition::Dataset& spec, const CocoParts& parts) {
  if (spec.annotations.empty()) {
    throw Error(ErrorKind::dataset,
                fmt::format("data set '{}' has no annotations; give annotations_url: the COCO file",
                            spec.name));
  }
  CocoFile coco = read_coco_file(spec.annotations, parts);
  check(coco, parts, spec.annotations.string());
  Dataset dataset;
  dataset.name = spec.name;
  dataset.digest = coco.digest;
  dataset.warnings = coco_warnings(coco);
  const std::size_t count =
      std::min(coco.images.size(), spec.num_datapoints.value_or(coco.images.size()));
  for (std::size_t i = 0; i < count; ++i) {
    const CocoImage& image = coco.images[i];
    dataset.datapoints.push_back({datapoint_id(image.file_name), image.id,
                                  image_path(spec.images, image.file_name), image.size});
  }
  dataset.categories = std::move(coco.categories);
  dataset.truth = truth_of(std::move(coco.truth), dataset.datapoints);
  return dataset;
}

}  // namespace assay::dataset
