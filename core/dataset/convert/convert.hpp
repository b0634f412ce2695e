// SPDX-License-Identifier: Apache-2.0
// Data sets of objects from one format to another. What the other format cannot hold is counted,
// never dropped in silence.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "core/dataset/convert/losses.hpp"
#include "core/definition/definition.hpp"

namespace assay::dataset::convert {

enum class Target { coco, yolo, voc };
/// What becomes of the image files: they stay where they are, are copied, or linked to.
enum class Images { stay, copy, link };

struct Options {
  Target to = Target::coco;
  std::filesystem::path directory;  // must not exist
  Images images = Images::stay;
};

struct Converted {
  std::size_t images = 0;
  std::size_t objects = 0;  // that were written
  std::size_t categories = 0;
  std::vector<Loss> losses;
};

/// Writes the data set (COCO, COCO panoptic, YOLO, VOC, or Custom with objects) into a folder of
/// its own: annotations, `assay.yaml`, a definition of the data set alone, and what other tools
/// look for (YOLO's data.yaml, VOC's ImageSets). Equal data give equal bytes. All or nothing: the
/// folder is there when everything is in it. Throws Error{usage} where it exists, Error{dataset}
/// where the data set has no objects, masks of another size than their image, or names that do not
/// fit, Error{io}.
Converted convert(const definition::Dataset& spec, definition::ProblemType task,
                  const Options& options);

}  // namespace assay::dataset::convert
