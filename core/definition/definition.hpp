// SPDX-License-Identifier: Apache-2.0
// A definition after parsing, checking and replacing variables: plain values with the places they
// came from. Paths are absolute. parse.hpp makes it; nobody else does.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source.hpp"
#include "core/definition/dataset_spec.hpp"
#include "core/definition/domain_spec.hpp"
#include "core/definition/model_spec.hpp"

namespace assay::definition {

enum class ProblemType {
  classification,
  object_detection,
  semantic_segmentation,
  instance_segmentation,
  image_regression,
  keypoints,
  output_image,
  custom,
};
/// "ObjectDetection", ... as the definition spells it.
std::string_view name_of(ProblemType type);

/// One condition on summary.json, e.g. {metric: bbox.AP50, min: 0.3}. At least one bound is set.
struct Gate {
  std::string metric;
  std::optional<double> minimum;
  std::optional<double> maximum;
  Mark mark;
};

struct Project {
  std::string name;
  std::string description;
  ProblemType problem_type = ProblemType::custom;
  bool states_problem_type = false;  // otherwise it is implied by models and data sets
};

/// An evaluation of a model on a data set, by their names.
struct Baseline {
  std::string name;
  std::string model;
  std::string dataset;
  Mark mark;  // of the name
};

/// Numbers that JSON keeps.
inline constexpr std::uint64_t kLargestSeed = std::uint64_t{1} << 53;
/// Predictions of one stress test.
inline constexpr std::uint64_t kLargestBudget = 10'000'000;

/// What is right in a stress test.
enum class Oracle {
  truth,     // what the data set says
  baseline,  // what the model says of the image itself
};
std::string_view name_of(Oracle oracle);
/// Of all of them.
std::vector<std::string> oracle_names();
/// nullopt: there is none of that name.
std::optional<Oracle> oracle_named(std::string_view name);

/// A stress test of a model on a data set and a domain, by their names.
struct StressTest {
  std::string name;
  std::string model;
  std::string domain;
  std::string dataset;
  std::size_t num_samples = 25;       // predictions of one search
  std::size_t num_runs = 40;          // searches
  std::size_t concurrent_runs = 4;    // without effect: all images are searched at a time
  std::optional<std::size_t> budget;  // predictions altogether, instead of samples times runs
  std::optional<std::uint64_t> seed;
  std::string search;  // "" when not stated
  std::string score;   // the same
  Oracle oracle = Oracle::truth;
  std::optional<double> threshold;  // of scores of objects, above 0 and at most 1
  std::optional<double> min_score;  // of a failure, the same
  std::optional<double> severity;   // in place of the domain's, above 0 and at most full
  Mark mark;                        // of the name
};

struct Definition {
  Source source;  // name as given on the command line
  std::filesystem::path directory;
  Project project;
  std::vector<Dataset> datasets;
  std::vector<Model> models;
  std::vector<Gate> gates;
  std::vector<Domain> domains;
  std::vector<Baseline> baselines;
  std::vector<StressTest> tests;
};

/// An Error{definition} that points at `mark` in the definition.
Error error_in(const Definition& definition, Mark mark, const std::string& message);

/// The file that the marks of the model's runtime are in.
const Source& runtime_source(const Definition& definition, const Model& model);

}  // namespace assay::definition
