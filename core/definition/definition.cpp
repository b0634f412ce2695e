// SPDX-License-Identifier: Apache-2.0
#include "core/definition/definition.hpp"

#include <algorithm>

#include "core/base/check.hpp"

namespace assay::definition {

std::string_view name_of(Oracle oracle) {
  return oracle == Oracle::truth ? "truth" : "baseline";
}

std::vector<std::string> oracle_names() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(Oracle::baseline); ++i) {
    names.emplace_back(name_of(static_cast<Oracle>(i)));
  }
  return names;
}

std::optional<Oracle> oracle_named(std::string_view name) {
  const auto names = oracle_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Oracle>(found - names.begin());
}

std::string_view name_of(ProblemType type) {
  switch (type) {
    case ProblemType::classification:
      return "Classification";
    case ProblemType::object_detection:
      return "ObjectDetection";
    case ProblemType::semantic_segmentation:
      return "SemanticSegmentation";
    case ProblemType::instance_segmentation:
      return "InstanceSegmentation";
    case ProblemType::image_regression:
      return "ImageRegression";
    case ProblemType::keypoints:
      return "Keypoints";
    case ProblemType::output_image:
      return "OutputImage";
    case ProblemType::custom:
      return "Custom";
  }
  ASSAY_CHECK(false);
  return "";
}

std::string_view name_of(DatasetFormat format) {
  switch (format) {
    case DatasetFormat::coco:
      return "COCO";
    case DatasetFormat::imagenet:
      return "ImageNet";
    case DatasetFormat::voc:
      return "VOC";
    case DatasetFormat::yolo:
      return "YOLO";
    case DatasetFormat::label_maps:
      return "LabelMaps";
    case DatasetFormat::image_pairs:
      return "ImagePairs";
    case DatasetFormat::image_regression:
      return "ImageRegression";
    case DatasetFormat::images:
      return "Images";
    case DatasetFormat::custom:
      return "Custom";
  }
  ASSAY_CHECK(false);
  return "";
}

std::string_view name_of(AxisType type) {
  switch (type) {
    case AxisType::real:
      return "float";
    case AxisType::integer:
      return "int";
    case AxisType::boolean:
      return "bool";
    case AxisType::text:
      return "str";
    case AxisType::list:
      return "list";
    case AxisType::color:
      return "Color";
  }
  ASSAY_CHECK(false);
  return "";
}

std::string_view name_of(Distribution distribution) {
  switch (distribution) {
    case Distribution::uniform:
      return "uniform";
    case Distribution::normal:
      return "normal";
    case Distribution::log_uniform:
      return "log_uniform";
  }
  ASSAY_CHECK(false);
  return "";
}

const Source& runtime_source(const Definition& definition, const Model& model) {
  return model.runtime_source ? *model.runtime_source : definition.source;
}

Error error_in(const Definition& definition, Mark mark, const std::string& message) {
  return error_at(ErrorKind::definition, definition.source, mark, message);
}

}  // namespace assay::definition
