// SPDX-License-Identifier: Apache-2.0
// What a run is of, checked as far as it can be before anything is started.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"
#include "core/evaluation/class_map.hpp"
#include "core/predict/outcome.hpp"

namespace assay::pipeline {

/// Refers to a definition that outlives it.
struct RunInput {
  const definition::Definition& definition;
  const definition::Model& model;
  const definition::Dataset& dataset_spec;
  dataset::Dataset dataset;
  evaluation::ClassMap classes;
  std::size_t total = 0;      // datapoints to predict: the data set's first `total`
  std::size_t keypoints = 0;  // of each object; 0 where the task has none
  /// That ImageRegression wants of each datapoint; nullopt: as many as the model gives.
  std::optional<std::size_t> numbers = {};
};

/// How much of the data set is wanted.
struct RunExtent {
  RunExtent() = default;
  explicit RunExtent(std::optional<std::size_t> first) : limit(first) {}

  std::optional<std::size_t> limit;  // the first datapoints
  bool outlines = false;             // of objects, also where the task does not need them
  bool truth = true;                 // false: data without annotations will do
};

/// Loads the data set and matches its classes to the model's.
/// Throws Error{definition} or Error{dataset}: problem type without metrics in this version,
/// unknown gate metric, paths that are not there, annotations at fault, classes that match nothing.
RunInput prepare_run(const definition::Definition& definition, const definition::Model& model,
                     const definition::Dataset& dataset_spec, const RunExtent& extent);

/// What is wrong with a valid prediction given this data set (a class outside the map, ...), or
/// nullopt. Failures have nothing wrong with them.
std::optional<std::string> fault_in(const predict::Outcome& outcome, const RunInput& input);

/// Remarks about classes and data that a reader must not miss, for log and report.
std::vector<std::string> warnings_about(const RunInput& input);

}  // namespace assay::pipeline
