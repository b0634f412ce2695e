// SPDX-License-Identifier: Apache-2.0
// The objects of a panoptic file: its segments that are things.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/dataset/dataset.hpp"
#include "core/dataset/panoptic_references.hpp"
#include "core/dataset/problems.hpp"

namespace assay::dataset {

struct PanopticPngs {
  std::filesystem::path folder;
  std::int64_t max_pixels = 0;  // of one
};

struct PanopticObjects {
  InstanceTruth truth;
  std::string digest;  // SHA-256 of the PNGs that were read, "" where none was
};

/// Says in `problems` which things have no box or no area: without them they would count as objects
/// of nothing at the top left.
void require_boxes(const PanopticFile& file, const PanopticReferences& references,
                   Problems& problems);

/// Of the first `images`. With the PNGs, objects have their masks; what is wrong with
/// a PNG (it is missing or damaged, or has other segments than the file) is said in `problems`.
/// References and boxes hold.
PanopticObjects read_panoptic_objects(const PanopticFile& file,
                                      const PanopticReferences& references, std::size_t images,
                                      const std::optional<PanopticPngs>& pngs, Problems& problems);

}  // namespace assay::dataset
