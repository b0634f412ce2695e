// SPDX-License-Identifier: Apache-2.0
// Rules about the image files of a data set: whether they are there, can be decoded, and are what
// the annotations say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/dataset/lint/finding.hpp"

namespace assay::dataset::lint {

struct ImageEntry {
  std::string record;                    // where the data set names it
  std::string name;                      // as the data set spells it; not empty, below data_url
  std::optional<ImageSize> stated = {};  // by the annotations
};

struct ImageOptions {
  bool decode = true;  // else the files are looked for, and not opened
  std::size_t threads = 1;
};

/// `file` is what names the images. Gives the size of each image as a model gets it; nullopt where
/// it was not opened, or cannot be decoded. Decodes in parallel; findings come in the order of the
/// entries.
std::vector<std::optional<ImageSize>> check_images(const std::vector<ImageEntry>& entries,
                                                   const definition::Dataset& spec,
                                                   const std::string& file,
                                                   const ImageOptions& options, Findings& findings);

}  // namespace assay::dataset::lint
