// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/class_folders.hpp"
#include "core/dataset/dataset.hpp"
#include "core/dataset/label_list.hpp"
#include "core/dataset/label_table.hpp"
#include "core/dataset/load_coco.hpp"
#include "core/dataset/load_manifest.hpp"
#include "core/dataset/load_pairs.hpp"
#include "core/dataset/load_panoptic.hpp"
#include "core/dataset/load_regression.hpp"
#include "core/dataset/load_voc.hpp"
#include "core/dataset/load_yolo.hpp"
#include "core/dataset/read.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;

Dataset load_imagenet(const definition::Dataset& spec, Reading& reading) {
  if (spec.annotations.empty()) return load_class_folders(spec, reading);
  return spec.annotations.extension() == ".txt" ? load_label_list(spec, reading)
                                                : load_label_table(spec, reading);
}

/// One missing image is a finding about that image; all of them are a wrong data_url.
void require_some_image(const Dataset& dataset, const definition::Dataset& spec) {
  const auto exists = [](const Datapoint& datapoint) {
    std::error_code error;
    return fs::exists(datapoint.path, error);
  };
  if (std::any_of(dataset.datapoints.begin(), dataset.datapoints.end(), exists)) return;
  throw Error(ErrorKind::dataset,
              fmt::format("none of the {} images is in {}, e.g. {}; is data_url right?",
                          dataset.datapoints.size(), spec.images.string(),
                          printable(dataset.datapoints.front().id)));
}

Dataset checked(Dataset dataset, const definition::Dataset& spec) {
  if (dataset.datapoints.empty()) {
    throw Error(ErrorKind::dataset, "no datapoints are left; see num_datapoints");
  }
  require_some_image(dataset, spec);
  return dataset;
}

}  // namespace

bool is_panoptic(const definition::Dataset& spec, definition::ProblemType task) {
  return spec.format == definition::DatasetFormat::coco &&
         (!spec.masks.empty() || task == definition::ProblemType::semantic_segmentation);
}

Dataset read_dataset(const definition::Dataset& spec, definition::ProblemType task,
                     Reading& reading) {
  using definition::DatasetFormat;
  switch (spec.format) {
    case DatasetFormat::coco:
      return is_panoptic(spec, task) ? load_panoptic(spec, task) : load_coco(spec, task);
    case DatasetFormat::imagenet:
      return load_imagenet(spec, reading);
    case DatasetFormat::voc:
      return load_voc(spec, reading);
    case DatasetFormat::yolo:
      return load_yolo(spec, task, reading);
    case DatasetFormat::label_maps:
      return load_label_maps(spec, reading);
    case DatasetFormat::image_pairs:
      return load_image_pairs(spec, reading);
    case DatasetFormat::image_regression:
      return load_regression(spec, reading);
    case DatasetFormat::images:
      return load_images(spec, reading);
    case DatasetFormat::custom:
      return load_manifest(spec, task, reading);
  }
  throw Error(ErrorKind::dataset, "unknown format");
}

Dataset load_dataset(const definition::Dataset& spec, definition::ProblemType task) {
  Reading strict;
  return checked(read_dataset(spec, task, strict), spec);
}

Dataset load_dataset_with_outlines(const definition::Dataset& spec, definition::ProblemType task) {
  const bool has_more = spec.format == definition::DatasetFormat::coco &&
                        task == definition::ProblemType::object_detection &&
                        !is_panoptic(spec, task);
  if (!has_more) return load_dataset(spec, task);
  CocoParts parts;
  parts.shapes = true;
  parts.optional = true;
  return checked(load_coco(spec, parts), spec);
}

}  // namespace assay::dataset
