// SPDX-License-Identifier: Apache-2.0
// Everything a finished `stress` run knows, as plain values. As results.hpp: nothing here depends
// on when, where or how fast the run was done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/report/results.hpp"

namespace assay::report {

/// A place where the model fails, as it is to be shown and replayed.
struct StressFinding {
  std::size_t trial = 0;  // number in the journal
  std::string datapoint;
  std::vector<std::string> settings;  // "node.axis=value", all axes
  double score = 0;
  std::string mode;                  // "missed", ...
  std::vector<std::string> objects;  // "person (annotation 12): missed"
  std::size_t false_positives = 0;
};

struct StressResults {
  std::string project;
  std::string model;
  std::string dataset;
  std::string device;

  std::string domain;
  std::string search;
  std::string score;
  std::string oracle;               // "truth" or "baseline"
  std::optional<double> threshold;  // of scores, in tasks with objects
  double min_score = 0;             // of a failure
  std::uint64_t seed = 0;
  std::size_t budget = 0;
  std::size_t predictions = 0;  // that were made of it

  Counts counts;                      // of the images as they are
  std::size_t at_stake = 0;           // datapoints whose answer could become worse
  std::size_t datapoints_broken = 0;  // with a failure at least
  std::size_t failures = 0;           // trials that failed
  std::size_t distinct_failures = 0;  // cells of an image's domain with one
  std::vector<StressFinding> findings;

  std::vector<Failure> failures_of_baseline;  // datapoints without an answer
  std::vector<Incident> incidents;
  std::vector<Gate> gates;
  std::vector<std::string> warnings;
  bool pass() const;  // all gates
};

}  // namespace assay::report
