// SPDX-License-Identifier: Apache-2.0
// From the class of each pixel that a segmenter returned to intersection over union.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/class_map.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/image/pixels.hpp"
#include "core/predict/outcome_stream.hpp"

namespace assay::evaluation {

/// The true class of each pixel, rows from the top: an index into Dataset::categories, or -1 for a
/// pixel that counts nowhere.
struct TrueClasses {
  image::Size size;
  std::vector<std::int32_t> classes;
};
/// Gives those of a datapoint, by its place in the data set. Called once for each outcome.
using TrueClassesOf = std::function<TrueClasses(std::size_t index)>;

/// What is wrong with a prediction for an image of that size, or nullopt: `segmentation` is not
/// there, not of integers, not [H, W] or [1, H, W] of the image, or has a class outside the map.
/// Make a Failure of kind invalid_output of it.
std::optional<std::string> fault_in_segmentation(const predict::Prediction& prediction,
                                                 const ClassMap& map, predict::ImageSize image);

/// The predicted class of each pixel, rows from the top: an index into Dataset::categories, or -1
/// for a class that the data set does not have. None where fault_in_segmentation() is not silent.
std::optional<std::vector<std::int32_t>> predicted_classes(const predict::Prediction& prediction,
                                                           const ClassMap& map,
                                                           predict::ImageSize image);

/// Pixels of one category over all evaluated datapoints, ignored ones aside.
struct CategoryPixels {
  std::uint64_t truth = 0;
  std::uint64_t predicted = 0;
  std::uint64_t both = 0;
  /// both / (truth + predicted - both); none where the category is neither in truth nor prediction.
  std::optional<double> iou() const;
  bool operator==(const CategoryPixels&) const = default;
};

/// For the worst images. `right` of `labelled` pixels have the true class.
struct SegmentedDatapoint {
  std::size_t index = 0;  // in the data set
  std::uint64_t labelled = 0;
  std::uint64_t right = 0;
  bool operator==(const SegmentedDatapoint&) const = default;
};

/// The group "semantic", all from pixels of the whole set and not averaged over images:
///   - miou: mean IoU of the categories that occur in the truth (others, though predicted, are not
///     in the mean: their pixels are already missing from true ones);
///   - pixel_accuracy: right pixels / labelled pixels;
///   - mean_accuracy: mean over the same categories of right pixels / true pixels;
///   - fw_iou: IoU weighted by true pixels.
/// Not defined where no pixel is labelled.
struct SemanticResult {
  Summary evaluated;
  Summary failed_as_empty;  // every pixel of a failed datapoint is wrong, and of no class
  std::vector<CategoryPixels> categories;      // as Dataset::categories
  std::vector<std::uint64_t> confusion;        // [categories, categories + 1]: truth, predicted;
                                               // last: a class that the data set does not have
  std::vector<SegmentedDatapoint> datapoints;  // evaluated ones, in the data set's order
};

/// Outcomes stand in the data set's order, one for each datapoint that was to be predicted.
/// Requires fault_in_segmentation() to be silent on each prediction, else throws Error{plugin};
/// throws Error{dataset} where truth and image are not of one size.
SemanticResult evaluate_semantic(const dataset::Dataset& dataset,
                                 const predict::OutcomeStream& outcomes, const ClassMap& map,
                                 const TrueClassesOf& truth);

}  // namespace assay::evaluation
