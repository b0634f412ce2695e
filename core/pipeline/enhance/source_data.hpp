// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/dataset/convert/content.hpp"
#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"

namespace assay::pipeline {

/// A data set with all that its copies need. Nothing is owned of `spec`.
struct SourceData {
  const definition::Dataset& spec;
  definition::ProblemType task;
  /// Of tasks with objects: with outlines and keypoints wherever they are.
  std::optional<dataset::convert::Content> objects;
  dataset::Dataset plain;  // of others; images of other categories are left out

  const dataset::Dataset& dataset() const { return objects ? objects->dataset : plain; }
};

/// Throws Error{dataset} where the data set cannot be read, or has targets of which nobody knows
/// where they go when an image is transformed.
SourceData load_source(const definition::Dataset& spec, definition::ProblemType task);

}  // namespace assay::pipeline
