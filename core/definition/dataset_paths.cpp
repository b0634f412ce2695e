// SPDX-License-Identifier: Apache-2.0
#include "core/definition/dataset_paths.hpp"

#include "core/definition/path_fault.hpp"
#include "core/definition/problems.hpp"

namespace assay::definition {
namespace {

PathKind kind_of_annotations(DatasetFormat format) {
  switch (format) {
    case DatasetFormat::voc:
    case DatasetFormat::yolo:
    case DatasetFormat::label_maps:
    case DatasetFormat::image_pairs:
      return PathKind::folder;
    case DatasetFormat::coco:
    case DatasetFormat::imagenet:
    case DatasetFormat::image_regression:
    case DatasetFormat::images:
    case DatasetFormat::custom:
      break;
  }
  return PathKind::file;
}

}  // namespace

void check_paths(const Definition& definition, const Dataset& dataset) {
  Problems problems(definition.source);
  const auto check = [&](const char* key, const std::filesystem::path& path, Mark mark,
                         PathKind kind) {
    if (path.empty()) return;
    auto fault = fault_in_path(path, kind, "the definition's folder");
    if (fault) problems.add(mark, std::string(key) + ": " + *fault);
  };
  check("data_url", dataset.images, dataset.images_mark, PathKind::folder);
  check("annotations_url", dataset.annotations, dataset.annotations_mark,
        kind_of_annotations(dataset.format));
  check("list_url", dataset.list, dataset.list_mark, PathKind::file);
  check("masks_url", dataset.masks, dataset.masks_mark, PathKind::folder);
  if (!problems.empty()) throw problems.error();
}

}  // namespace assay::definition
