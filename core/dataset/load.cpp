// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/class_folders.hpp"
#include "core/dataset/dataset.hpp"
#include "core/dataset/label_table.hpp"
#include "core/dataset/load_coco.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;

Dataset load_by_format(const definition::Dataset& spec, definition::ProblemType task) {
  using definition::DatasetFormat;
  switch (spec.format) {
    case DatasetFormat::coco:
      return load_coco(spec, task);
    case DatasetFormat::imagenet:
      return spec.annotations.empty() ? load_class_folders(spec) : load_label_table(spec);
    case DatasetFormat::voc:
    case DatasetFormat::yolo:
    case DatasetFormat::label_maps:
    case DatasetFormat::image_pairs:
    case DatasetFormat::image_regression:
    case DatasetFormat::images:
    case DatasetFormat::custom:
      break;
  }
  throw Error(ErrorKind::dataset,
              fmt::format("data set '{}': this version does not read format {} yet", spec.name,
                          definition::name_of(spec.format)));
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

}  // namespace

Dataset load_dataset(const definition::Dataset& spec, definition::ProblemType task) {
  Dataset dataset = load_by_format(spec, task);
  if (dataset.datapoints.empty()) {
    throw Error(ErrorKind::dataset, "no datapoints are left; num_datapoints must be at least 1");
  }
  require_some_image(dataset, spec);
  return dataset;
}

}  // namespace assay::dataset
