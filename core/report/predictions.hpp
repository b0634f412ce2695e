// SPDX-License-Identifier: Apache-2.0
// The predictions of a run for other tools: COCO's results format for boxes, masks and keypoints,
// one line for each datapoint otherwise.
#pragma once

#include <span>
#include <string>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/coco_input.hpp"
#include "core/evaluation/instance_segmentation.hpp"
#include "core/evaluation/keypoint_detection.hpp"
#include "core/predict/outcome.hpp"

namespace assay::report {

/// predictions.json: an array of {"image_id", "category_id", "bbox": [x, y, width, height],
/// "score"}, one a line, in the given order. Numbers have the digits that give the same double
/// back.
std::string coco_results(std::span<const evaluation::Detection> detections);

/// The same with "segmentation": {"size": [height, width], "counts": compressed run lengths}, and
/// "bbox" only where the model gave boxes. `assay score --task segm` and pycocotools give the run's
/// own numbers on it.
std::string coco_results(const evaluation::MaskPredictions& masks);

/// The same with "keypoints": [x, y, the model's confidence, ...] in place of "bbox".
std::string coco_results(const evaluation::KeypointPredictions& keypoints);

/// predictions.jsonl: for each outcome, in the given order, {"datapoint": id, "fields": {...}} or
/// {"datapoint": id, "failure": kind}. Arrays are nested lists by their shape (NaN and infinities:
/// null; without elements: []); one of more than 64 KiB is {"dtype", "shape", "sha256"}, its bytes
/// being in the journal's fields/. The field of an input that is not the first image is called
/// "name@input".
std::string prediction_lines(const dataset::Dataset& dataset,
                             std::span<const predict::Outcome> outcomes);

}  // namespace assay::report
