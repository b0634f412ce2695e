// SPDX-License-Identifier: Apache-2.0
// The annotation files of each format. Each writes below a folder that is there, says in `losses`
// what its format cannot hold. Throws Error{io}.
#pragma once

#include <cstddef>
#include <filesystem>

#include "core/dataset/convert/content.hpp"
#include "core/dataset/convert/convert.hpp"

namespace assay::dataset::convert {

struct Written {
  std::size_t objects = 0;
  bool outlined = false;  // all of them, so that InstanceSegmentation can read them
};

/// instances.json: ids of images, categories and annotations are COCO's own, or count from 1;
/// objects that are difficult become crowds, which need not be found either.
Written write_coco(const Content& content, const std::filesystem::path& folder, bool own_ids,
                   Losses& losses);

/// labels/NAME.txt for each image, also without objects: boxes, or the outline of an object that
/// has one.
Written write_yolo(const Content& content, const std::filesystem::path& folder, Losses& losses);

/// Annotations/NAME.xml for each image: corners are pixels from 1, both inside; fractions stay.
Written write_voc(const Content& content, const std::filesystem::path& folder, Losses& losses);

/// Those of one format. COCO's ids are its own where the content is of COCO.
Written write_annotations(Target to, const Content& content, const definition::Dataset& spec,
                          const std::filesystem::path& folder, Losses& losses);

}  // namespace assay::dataset::convert
