// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"
#include "core/dataset/reading.hpp"

namespace assay::dataset {

/// Format Custom: a JSON-Lines file, each line a datapoint of one image:
///
///   {"inputs": {"image": "a.jpg"}, "targets": {"boxes": [[x1, y1, x2, y2]], "classes": ["car"]}}
///
/// `inputs` has one image, by its path below data_url; `id` is optional. `targets` are written as
/// predictions are:
///   Classification         classes: one name or index
///   ObjectDetection        boxes, classes; difficult, iscrowd: a list of true and false each
///   InstanceSegmentation   polygons or rle, classes; boxes where stated, else around the shapes
///   Keypoints              keypoints [[x, y, v, ...]], boxes, classes; areas, else the boxes'
///   SemanticSegmentation   segmentation: path of a PNG of labels
///   ImageRegression        regressed_values: numbers, as many on each line
///   OutputImage            image_output: path of an image
///   Custom                 anything: kept, not scored
/// Run lengths are objects {"size": [height, width], "counts": "..."}. Classes are names, or
/// indices into `categories` of the data set. A datapoint without `targets` has no objects; the
/// other tasks need them.
Dataset load_manifest(const definition::Dataset& spec, definition::ProblemType task,
                      Reading& reading);

}  // namespace assay::dataset
