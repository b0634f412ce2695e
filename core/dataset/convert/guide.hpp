// SPDX-License-Identifier: Apache-2.0
// What a converted data set is found by: its definition, its lists of images, and what other tools
// look for.
#pragma once

#include <filesystem>

#include "core/dataset/convert/content.hpp"
#include "core/dataset/convert/convert.hpp"
#include "core/dataset/convert/writers.hpp"

namespace assay::dataset::convert {

/// What becomes what. The references must outlive it.
struct Conversion {
  const definition::Dataset& spec;
  definition::ProblemType task;
  const Options& options;
  const Content& content;
  const char* command = "convert";  // of `assay dataset`, which the definition names
};

/// The folder of a format where copies of images and links to them go, below the data set's.
const char* images_folder(Target to);

/// Throws Error{dataset} where what is written could not be read: an image would not be found again
/// by its name, a class's number is more than a definition can name, or COCO would have no
/// categories.
void check_guide(const Conversion& conversion);

/// assay.yaml, a definition of the data set alone with what the other said about its images and
/// scores; images.txt, all of them in their order (YOLO, VOC); data.yaml (YOLO) and ImageSets
/// (VOC). Throws Error{io}.
void write_guide(const Conversion& conversion, const Written& written,
                 const std::filesystem::path& folder);

}  // namespace assay::dataset::convert
