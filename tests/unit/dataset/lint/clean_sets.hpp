// SPDX-License-Identifier: Apache-2.0
// Small data sets of every format in which a linter finds nothing, to plant faults into.
#pragma once

#include "core/definition/definition.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::dataset::lint {

enum class Base {
  coco,
  keypoints,
  panoptic,
  label_table,
  label_list,
  class_folders,
  voc,
  yolo,
  label_maps,
  image_pairs,
  regression,
  images,
  manifest,
};
constexpr int kBaseCount = static_cast<int>(Base::manifest) + 1;

/// A data set below a folder: images/ and what the format has beside them.
struct CleanSet {
  definition::Dataset spec;
  definition::ProblemType task = definition::ProblemType::object_detection;
};
CleanSet make_clean(Base base, const test::TemporaryDirectory& directory);

/// A grey PNG whose pixels are all `value`.
std::string flat_png(std::uint32_t width, std::uint32_t height, std::uint8_t value);

}  // namespace assay::dataset::lint
