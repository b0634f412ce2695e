// SPDX-License-Identifier: Apache-2.0
// From what a classifier returned to top-1, top-5 and confusions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/class_map.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/predict/outcome.hpp"

namespace assay::evaluation {

/// A class the model gave, with its score.
struct RankedClass {
  std::int64_t index = -1;              // the model's index; -1 when it returned a name
  std::string name;                     // the class's name, as ClassMap or the model gave it
  std::optional<std::size_t> category;  // none: not in the data set
  double score = 0;
  bool operator==(const RankedClass&) const = default;
};

/// What is wrong with a prediction given this data set, or nullopt: neither {classes, scores} nor
/// {probabilities}, a class outside the map, another number of probabilities than the model has
/// classes, NaN. Make a Failure of kind invalid_output of it.
std::optional<std::string> fault_in_classes(const predict::Prediction& prediction,
                                            const ClassMap& map);

/// The classes by descending score, at most `limit`. `probabilities` decide where they are given
/// (ties: lower index first), else classes with scores (ties: the model's order; a class that is
/// given twice counts once). Requires fault_in_classes() to be silent, else throws Error{plugin}.
std::vector<RankedClass> rank_classes(const predict::Prediction& prediction, const ClassMap& map,
                                      std::size_t limit);

/// `truth` indexes Dataset::categories. `predicted` is the name of the top class, "" for none.
struct Confusion {
  std::size_t truth = 0;
  std::string predicted;
  std::size_t count = 0;
  bool operator==(const Confusion&) const = default;
};

struct ClassifiedDatapoint {
  std::size_t index = 0;             // in the data set
  std::size_t truth = 0;             // index into Dataset::categories
  std::vector<RankedClass> ranking;  // the best five
  bool top1 = false;
  bool top5 = false;
};

struct ClassificationResult {
  Summary evaluated;        // top1, top5: shares of the evaluated datapoints; not defined of none
  Summary failed_as_empty;  // failed datapoints count as wrong
  std::vector<ClassifiedDatapoint> datapoints;  // evaluated ones, in the data set's order
  std::vector<Confusion> confusions;            // wrong answers; most frequent first, then by truth
};

/// Outcomes stand in the data set's order, one for each datapoint that was to be predicted. The
/// data set has classes.
ClassificationResult evaluate_classification(const dataset::Dataset& dataset,
                                             std::span<const predict::Outcome> outcomes,
                                             const ClassMap& map);

}  // namespace assay::evaluation
