// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "core/pipeline/enhance/copies.hpp"
#include "core/pipeline/enhance/make_copies.hpp"

namespace assay::pipeline {

/// Where images are from. Nothing is owned.
struct Origin {
  const definition::Definition& definition;
  const dataset::Dataset& dataset;
  const std::string& images;  // the new data set's folder of images
};

/// JSON Lines, one for each image that was made: `file` below the data set's folder, `datapoint`
/// and `source` (from the definition's folder) that it is of; `domain`, `point` (all axes), `seed`,
/// `draw` and the command that makes it again (`replay`), null and empty for an image as it is;
/// `finding` (line, mode, score) where it is one.
std::string provenance_lines(const Origin& origin, std::span<const Copy> copies,
                             const MadeCopies& made);

}  // namespace assay::pipeline
