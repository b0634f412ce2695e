// SPDX-License-Identifier: Apache-2.0
// Everything a finished run knows that a person or a script is told. The writers of this folder turn
// it into text; equal results give equal bytes. Nothing here depends on threads, times or paths of
// the machine, but `file`, which is only read.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/evaluation/coco_summary.hpp"

namespace assay::report {

/// Metrics of one task, e.g. "bbox" with AP, AP50, ...
struct MetricGroup {
  std::string name;
  evaluation::Summary metrics;
};

struct FailedDatapoint {
  std::string datapoint;  // its id
  std::string kind;       // "plugin_crash", ...
  std::string message;
};

struct Gate {
  std::string metric;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> value;
  bool pass = false;
};

/// A box to draw. Pixels of the image.
struct DrawnBox {
  double x = 0, y = 0, width = 0, height = 0;
  std::string label;            // the class's name
  std::optional<double> score;  // of predictions
  bool is_crowd = false;        // of ground truth
};

/// One of the images on which the model did worst.
struct WorstImage {
  std::string datapoint;                // its id
  std::filesystem::path file;           // read for the thumbnail; its path is never shown
  bool ignore_exif = false;             // as the run decoded it
  std::string caption;                  // "3 missed, 5 false, 2 found", "truth tench, said eel 0.93"
  std::vector<DrawnBox> ground_truth;
  std::vector<DrawnBox> predictions;    // those at or above the score named in `worst_rule`
};

struct ConfusedPair {
  std::string truth;
  std::string predicted;
  std::size_t count = 0;
};

struct ClassMetric {
  std::string name;
  std::optional<double> value;  // AP of the class; -1 where there is nothing to find
};

struct RunResults {
  std::string command;  // "evaluate"
  std::string version;  // of assay
  std::string project;
  std::string model;
  std::string dataset;
  std::string problem_type;  // "ObjectDetection"
  std::string device;        // "cpu", "cuda:0"

  std::size_t total = 0;  // datapoints that were to be predicted
  std::size_t evaluated = 0;
  std::size_t failed = 0;

  std::vector<MetricGroup> metrics;                  // of the evaluated datapoints
  std::vector<MetricGroup> metrics_failed_as_empty;  // failed ones counted as empty predictions
  std::vector<FailedDatapoint> failures;             // all of them, in the data set's order
  std::vector<Gate> gates;
  bool pass = false;  // the verdict

  std::vector<std::string> warnings;
  std::vector<ClassMetric> classes;   // per-class AP; empty where there is none
  std::vector<ConfusedPair> confusions;  // most frequent first
  std::vector<WorstImage> worst;      // worst first
  std::string worst_rule;             // one sentence: how they were chosen
};

}  // namespace assay::report
