// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/objects_of.hpp"

#include <unordered_map>

#include "core/stress/annotation/keypoint_sides.hpp"

namespace assay::stress {
namespace {

void set_shape(const dataset::Shapes& shapes, std::uint32_t shape, Object& object) {
  if (shape == dataset::kNoShape) return;
  if (!shapes.is_polygons(shape)) {
    object.mask = shapes.mask(shape, shapes.size_of_run_lengths(shape));
    return;
  }
  for (std::size_t i = 0; i < shapes.polygon_count(shape); ++i) {
    const auto corners = shapes.polygon(shape, i);
    object.polygons.emplace_back(corners.begin(), corners.end());
  }
}

Object object_of(const dataset::InstanceTruth& truth, std::size_t index) {
  const dataset::Annotation& annotation = truth.annotations[index];
  Object object;
  object.annotation = index;
  const Box box{annotation.x, annotation.y, annotation.x + annotation.width,
                annotation.y + annotation.height};
  object.box = {box, box};
  object.ignored = annotation.is_crowd || annotation.is_difficult;
  const double box_area = annotation.width * annotation.height;
  if (annotation.area > 0 && box_area > 0) object.filled = annotation.area / box_area;
  set_shape(truth.shapes, annotation.shape, object);
  for (std::size_t i = annotation.keypoint_begin; i < annotation.keypoint_end; ++i) {
    const double* triple = &truth.keypoints[3 * i];
    object.keypoints.push_back({triple[0], triple[1], static_cast<int>(triple[2])});
  }
  return object;
}

}  // namespace

std::vector<std::vector<Object>> objects_of(const dataset::Dataset& dataset, std::size_t count) {
  const auto& truth = std::get<dataset::InstanceTruth>(dataset.truth);
  std::unordered_map<std::int64_t, std::size_t> images;
  for (std::size_t i = 0; i < count; ++i) images[dataset.datapoints[i].image_id] = i;
  std::unordered_map<std::int64_t, std::int64_t> categories;
  for (std::size_t i = 0; i < dataset.categories.size(); ++i) {
    categories[dataset.categories[i].id] = static_cast<std::int64_t>(i);
  }
  std::vector<std::vector<std::size_t>> opposite;
  for (const dataset::Category& category : dataset.categories) {
    opposite.push_back(opposite_sides(category.keypoints));
  }
  std::vector<std::vector<Object>> objects(count);
  for (std::size_t i = 0; i < truth.annotations.size(); ++i) {
    const auto image = images.find(truth.annotations[i].image_id);
    if (image == images.end()) continue;
    objects[image->second].push_back(object_of(truth, i));
    Object& object = objects[image->second].back();
    object.category_id = categories.at(truth.annotations[i].category_id);
    const auto& pairs = opposite[static_cast<std::size_t>(object.category_id)];
    if (pairs.size() == object.keypoints.size()) object.opposite = pairs;
  }
  return objects;
}

std::size_t drop_unfit_masks(std::vector<Object>& objects, image::Size size) {
  std::size_t dropped = 0;
  for (Object& object : objects) {
    if (!object.mask || object.mask->size == size) continue;
    object.mask.reset();
    ++dropped;
  }
  return dropped;
}

}  // namespace assay::stress
