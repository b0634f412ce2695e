// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/coco_file.hpp"
#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// load_dataset() for annotations in COCO's format of instances and keypoints. A file that
/// contradicts itself is refused: every annotation must belong to an image and a category, ids of
/// images and categories are unique, file names stay inside the folder of images.
Dataset load_coco(const definition::Dataset& spec, definition::ProblemType task);

/// The same with what is to be read of the annotations.
Dataset load_coco(const definition::Dataset& spec, const CocoParts& parts);

}  // namespace assay::dataset
