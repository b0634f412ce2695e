// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/truth_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/dataset/label_map.hpp"

namespace assay::dataset {
namespace {

using definition::ProblemType;

/// The objects of a data set that has some kind of them.
const InstanceTruth* objects_of(const Dataset& dataset) {
  return std::get_if<InstanceTruth>(&dataset.truth);
}

bool all_have(const Dataset& dataset, bool (*has)(const Annotation&)) {
  const InstanceTruth* objects = objects_of(dataset);
  return objects != nullptr &&
         std::all_of(objects->annotations.begin(), objects->annotations.end(), has);
}

bool fits(ProblemType type, const Dataset& dataset) {
  switch (type) {
    case ProblemType::classification:
      return std::holds_alternative<ClassTruth>(dataset.truth);
    case ProblemType::object_detection:
      return objects_of(dataset) != nullptr;
    case ProblemType::instance_segmentation:
      return all_have(dataset, [](const Annotation& a) { return a.shape != kNoShape; });
    case ProblemType::keypoints:
      return all_have(dataset,
                      [](const Annotation& a) { return a.keypoint_end > a.keypoint_begin; });
    case ProblemType::semantic_segmentation:
      return has_label_maps(dataset);
    case ProblemType::image_regression:
      return std::holds_alternative<RegressionTruth>(dataset.truth);
    case ProblemType::output_image:
      return std::holds_alternative<ImageTruth>(dataset.truth);
    case ProblemType::custom:
      return true;
  }
  return false;
}

/// What is missing, and which formats have it.
struct Needs {
  std::string_view what;
  std::string_view formats;
};

Needs needs_of(ProblemType type) {
  switch (type) {
    case ProblemType::classification:
      return {"class for each image", "ImageNet or Custom"};
    case ProblemType::object_detection:
      return {"boxes", "COCO, VOC, YOLO or Custom"};
    case ProblemType::instance_segmentation:
      return {"outlines of its objects", "COCO, YOLO with outlines, or Custom"};
    case ProblemType::keypoints:
      return {"keypoints of its objects", "COCO or Custom"};
    case ProblemType::semantic_segmentation:
      return {"class for each pixel", "LabelMaps, COCO (panoptic) or Custom"};
    case ProblemType::image_regression:
      return {"numbers for each image", "ImageRegression or Custom"};
    case ProblemType::output_image:
      return {"target images", "ImagePairs or Custom"};
    case ProblemType::custom:
      break;
  }
  return {};
}

}  // namespace

std::optional<std::string> unfit_truth(ProblemType type, const Dataset& dataset) {
  if (fits(type, dataset)) {
    if (!has_classes(type) || !dataset.categories.empty()) return std::nullopt;
    return "has no categories and no objects to take them from: name them in 'categories'";
  }
  const Needs needs = needs_of(type);
  return fmt::format("has no {}, which {} needs: use format {}", needs.what,
                     definition::name_of(type), needs.formats);
}

std::optional<std::string> unfit_sigmas(ProblemType type, std::size_t sigmas,
                                        std::size_t keypoints) {
  if (sigmas == 0 || sigmas == keypoints) return std::nullopt;
  if (keypoints == 0) {
    return fmt::format("have no effect in {}; drop them", definition::name_of(type));
  }
  return fmt::format("are {} numbers, but the objects have {} keypoints; write one for each",
                     sigmas, keypoints);
}

bool has_classes(ProblemType type) {
  return type != ProblemType::image_regression && type != ProblemType::output_image &&
         type != ProblemType::custom;
}

}  // namespace assay::dataset
