// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/source_data.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/dataset/convert/write_plain.hpp"
#include "core/dataset/only_categories.hpp"

namespace assay::pipeline {
namespace {

using definition::ProblemType;

bool has_objects(const definition::Dataset& spec, ProblemType task) {
  using definition::DatasetFormat;
  if (task == ProblemType::custom) {
    return spec.format == DatasetFormat::coco || spec.format == DatasetFormat::voc ||
           spec.format == DatasetFormat::yolo;
  }
  return task == ProblemType::object_detection || task == ProblemType::instance_segmentation ||
         task == ProblemType::keypoints;
}

}  // namespace

SourceData load_source(const definition::Dataset& spec, ProblemType task) {
  SourceData source{spec, task, {}, {}};
  if (has_objects(spec, task)) {
    source.objects = dataset::convert::read_content(spec, task);
    return source;
  }
  source.plain = dataset::load_dataset(spec, task);
  if (dataset::convert::format_of(source.plain.truth).empty()) {
    throw Error(ErrorKind::dataset,
                fmt::format("data set '{}' has targets that assay does not know, and so not what "
                            "becomes of them when an image is transformed",
                            spec.name));
  }
  const bool of_classes = std::holds_alternative<dataset::ClassTruth>(source.plain.truth);
  if (of_classes) keep_only(spec.only_categories, source.plain);
  return source;
}

}  // namespace assay::pipeline
