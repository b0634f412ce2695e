// SPDX-License-Identifier: Apache-2.0
// Everything a finished `stress` run knows, as plain values. As results.hpp: nothing here depends
// on when, where or how fast the run was done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/report/results.hpp"

namespace assay::report {

/// Both ends included.
struct Range {
  double low = 0, high = 0;
};

/// A place where the model fails, made as mild as it can be, as it is to be shown and replayed.
struct StressFinding {
  std::size_t trial = 0;  // number in the journal
  std::string datapoint;
  std::string domain;      // what its randomness is keyed by, beside the datapoint
  std::uint64_t seed = 0;  // of the run
  std::uint32_t draw = 0;
  std::vector<std::string> settings;  // "node.axis=value", all axes
  std::vector<std::string> changed;   // of these, those that matter
  std::vector<std::string> found;     // all axes, as the search found it
  bool reduced = false;               // all was tried to make it milder
  bool confirmed = false;             // and it failed when it was tried again
  double score = 0;
  std::string mode;                  // "missed", ...
  std::vector<std::string> objects;  // "person (annotation 12): missed"
  std::size_t false_positives = 0;
  std::string replay;         // a command line that makes the image
  std::string before, after;  // files of the run directory; "" where they were not kept
};

/// From an independent sample of operation.
struct FailureProbability {
  double estimate = 0;
  Range interval;    // two-sided: mid-p; of a sequential sample a confidence sequence
  double upper = 1;  // one-sided: what a gate goes by; exact, or of the sequential test
  double confidence = 0.95;
  std::size_t samples = 0;
  std::size_t failures = 0;
  bool sequential = false;  // it ended where the gate was decided
};

/// A metric of evaluations, of answers to transformed images, failed ones being empty.
struct RobustMetric {
  std::string name;                   // "bbox.AP"
  std::optional<double> clean;        // of the images themselves
  std::optional<double> transformed;  // of the sample
};

/// What one of ImageNet-C's corruptions makes of the first metric.
struct CorruptionResult {
  std::string name;
  std::size_t samples = 0;
  std::optional<double> value;  // over all severities in the sample
};

/// Of the independent sample; empty where tasks have no such metrics, or the truth is the model's.
struct Robustness {
  std::size_t samples = 0;
  std::vector<RobustMetric> metrics;
  std::vector<CorruptionResult> corruptions;  // of a domain that has them, all being in the sample
  std::optional<double> mpc, rpc;  // mean performance under corruption; as a part of the clean one
  std::optional<double> mce, relative_mce;  // of classifiers under the 15; 1: as AlexNet
};

/// How much of one side of an axis alone images stand.
struct StressBoundary {
  std::string side;  // "above" or "below" the neutral value
  std::string unit;
  double range = 0;                 // the largest change that was tried
  std::optional<double> median;     // change that half of the images fail at; none: most stand all
  std::optional<double> low, high;  // of the median
  double lower = 0;  // exact, one-sided, of what half of the images stand: what a gate goes by
  std::size_t images = 0;
  std::size_t failed = 0;  // of these, within the range
  std::size_t not_monotone = 0;
  std::vector<std::pair<double, double>> surviving;  // change, part of images that stand it
  std::vector<Range> bands;                          // of 95 % about each of these parts
};

struct StressAxis {
  std::string axis;                    // "node.axis"
  std::string values;                  // "-0.1 to 0.1"
  std::optional<double> first, total;  // parts of the damage's variance
  std::optional<Range> first_interval, total_interval;
  std::vector<StressBoundary> boundaries;
};

/// Failures that have something in common.
struct StressCluster {
  std::string rule;  // "exposure.gamma < 0.7 and jpeg.quality < 40"
  std::string mode;
  std::size_t images = 0;
  std::size_t failures = 0;
  double precision = 0, recall = 0;
  std::vector<std::string> examples;  // datapoints
  std::vector<StressFinding> shown;   // the failures of these; `found` is where they are
};

/// Trials in one combination of cells.
struct CellCount {
  std::size_t passed = 0, failed = 0;
};

/// What came of the trials in each combination of the cells of two axes, whatever the others were.
struct StressPairMap {
  std::string first, second;             // axes: "node.axis"
  std::vector<std::string> first_cells;  // their values, "0.5 to 0.83"
  std::vector<std::string> second_cells;
  std::vector<CellCount> cells;  // those of the second axis varying fastest
};

/// Of every choice of so many axes, the combinations of their cells: how many of them are which.
struct StressCombinations {
  std::size_t axes = 0;
  std::size_t passed = 0, failed = 0, untested = 0;
  std::vector<std::string> examples;  // of untested ones
};

/// What they are called: of 1, 2 or 3 axes.
constexpr std::string_view name_of(const StressCombinations& combinations) {
  return combinations.axes == 1   ? "cells of single axes"
         : combinations.axes == 2 ? "pairs of cells of two axes"
                                  : "triples of cells of three axes";
}

/// What of the domain was tested at all.
struct StressCoverage {
  std::vector<StressCombinations> combinations;  // of one axis, of two, ...
  std::vector<StressPairMap> maps;  // those whose cells differ most; `pairs` is all there are
  std::size_t pairs = 0;
};

struct StressResults {
  std::string project;
  std::string model;
  std::string dataset;
  std::string device;
  definition::ProblemType problem_type = definition::ProblemType::custom;

  std::string domain;
  std::optional<double> severity;  // that was asked for in place of the domain's own
  std::string search;
  std::string score;
  std::string oracle;               // "truth" or "baseline"
  std::optional<double> threshold;  // of scores, in tasks with objects
  double min_score = 0;             // of a failure
  std::uint64_t seed = 0;
  std::size_t budget = 0;
  std::size_t predictions = 0;  // that were made of it

  Counts counts;                        // of the images as they are
  std::size_t at_stake = 0;             // datapoints whose answer could become worse
  std::size_t right = 0;                // objects or answers that are right of the images as they
  std::size_t right_of = 0;             // are, of all that the truth names
  std::size_t datapoints_broken = 0;    // with a failure at least
  std::size_t failures = 0;             // trials that failed
  std::size_t distinct_failures = 0;    // cells of an image's domain with one
  std::vector<StressFinding> findings;  // one of each broken datapoint
  std::optional<FailureProbability> probability;
  Robustness robustness;
  std::vector<StressAxis> axes;
  std::vector<StressCluster> clusters;
  StressCoverage coverage;

  std::vector<Failure> failures_of_baseline;  // datapoints without an answer
  std::vector<Incident> incidents;
  std::vector<Gate> gates;
  std::vector<std::string> warnings;
  bool pass() const;  // all gates
};

}  // namespace assay::report
