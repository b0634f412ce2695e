// SPDX-License-Identifier: Apache-2.0
// Runs that take the model's own answers for the truth, so that data without annotations will do.
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"

namespace assay::pipeline {

/// The categories become the classes of the model where the definition lists them, since an answer
/// may be any of these; what the data set says of its images is forgotten then. Returns how classes
/// are to be matched to categories. Throws Error{definition} at the model where there are neither
/// classes nor categories, and the task needs them.
definition::Classes take_classes_of_model(const definition::Definition& definition,
                                          const definition::Model& model,
                                          dataset::Dataset& dataset);

/// Of each object: as many as the data set's objects or its `keypoint_sigmas` have, else COCO's 17.
std::size_t keypoints_without_truth(const definition::Dataset& spec,
                                    const dataset::Dataset& dataset);

}  // namespace assay::pipeline
