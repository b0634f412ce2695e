// SPDX-License-Identifier: Apache-2.0
// Everything a finished `evaluate` run knows, as plain values: what each writer of this folder
// takes. Names and messages may be hostile text; writers escape them. Nothing here depends on when,
// where or how fast the run was done, so that equal predictions give equal files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/image/encode.hpp"
#include "core/image/run_lengths.hpp"
#include "core/predict/outcome.hpp"

namespace assay::report {

/// total = evaluated + failed.
struct Counts {
  std::size_t total = 0;
  std::size_t evaluated = 0;
  std::size_t failed = 0;
};

/// "bbox" with AP, AP50, ... in the order they are shown.
struct MetricGroup {
  std::string name;
  evaluation::Summary metrics;
};

struct Failure {
  std::string datapoint;  // its id
  predict::FailureKind kind = predict::FailureKind::plugin_error;
  std::string message;
};

/// Failures of the plugin that did not repeat, so that no datapoint failed for them.
struct Incident {
  predict::FailureKind kind = predict::FailureKind::plugin_crash;
  std::string message;
  std::size_t count = 0;
};

/// A condition on a metric and what came of it.
struct Gate {
  std::string metric;  // "bbox.AP50"
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> value;  // nullopt: not defined
  bool pass = false;
};

/// One row of the table of classes.
struct ClassRow {
  std::string name;
  std::size_t objects = 0;      // in the images that were evaluated (classification: those images)
  std::optional<double> value;  // -1 where none was evaluated
  bool unevaluated = false;     // there are some, all in images that failed or were left out
};

/// `metric` says what `value` is: "AP", "top1".
struct ClassTable {
  std::string metric;
  std::vector<ClassRow> rows;       // in the data set's order
  std::string counted = "objects";  // what ClassRow::objects counts: objects, images or pixels
};

/// Precision at recall 0, 0.01, ..., 1; -1 where it is not defined.
struct Curve {
  std::string name;  // "IoU 0.50"
  std::vector<double> precision;
};

/// Where a point of an object is, in pixels of the image as it was evaluated.
struct Keypoint {
  enum class State { absent, hidden, visible };  // absent: not labelled, or not given
  double x = 0, y = 0;
  State state = State::absent;
};

/// In pixels of the image as it was evaluated. `score` is absent in the ground truth.
struct Object {
  double x = 0, y = 0, width = 0, height = 0;
  std::string class_name;
  std::optional<double> score;
  image::RunLengths mask = {};           // without counts where it has none
  std::vector<Keypoint> keypoints = {};  // in the task's order; none where it has none
};

struct ObjectComparison {
  std::size_t true_positives = 0, false_positives = 0, false_negatives = 0;
  std::vector<Object> truth;
  std::vector<Object> predicted;  // the report shows those of highest score
};

struct ClassComparison {
  std::string truth;
  std::string predicted;  // "" when the model gave no class
  std::optional<double> score;
};

struct ColorKey {
  std::string name;
  image::Rgb color;
};

/// The class of each pixel, as PNG files with alpha that lie over the image (label_pictures.hpp).
struct LabelComparison {
  std::string predicted;
  std::string truth;
  std::string mistakes;
  std::vector<ColorKey> keys;  // of the colours in `predicted` and `truth`
};

struct PictureComparison {
  image::Thumbnail returned;
  image::Thumbnail target;
};

/// What a model said beside what is true; nothing where a remark says it all.
using Comparison = std::variant<std::monostate, ObjectComparison, ClassComparison, LabelComparison,
                                PictureComparison>;

/// An image on which the model did badly.
struct WorstImage {
  std::string datapoint;       // its id
  std::filesystem::path path;  // where its pixels are; never shown
  predict::ImageSize size;     // as evaluated
  Comparison comparison;
  std::string remark = {};  // what is wrong with it where the comparison does not say it
};

struct ConfusionPair {
  std::string truth;
  std::string predicted;
  std::size_t count = 0;
};

struct RunResults {
  std::string command;  // "evaluate"
  std::string project;  // its name, may be ""
  std::string model;
  std::string dataset;
  std::string device;  // "cpu", "cuda:0"
  definition::ProblemType problem_type = definition::ProblemType::custom;
  Counts counts;
  std::vector<MetricGroup> metrics;                  // of the evaluated datapoints
  std::vector<MetricGroup> metrics_failed_as_empty;  // same groups, same metrics
  std::vector<Failure> failures;                     // all of them, in the data set's order
  std::vector<Incident> incidents;                   // by kind and message
  std::vector<Gate> gates;
  bool pass = false;  // the verdict
  std::vector<std::string> warnings;

  // For people; empty where the task has no such thing.
  std::optional<ClassTable> classes;
  std::vector<Curve> precision_recall;
  std::vector<WorstImage> worst_images;       // worst first
  std::optional<double> worst_minimum_score;  // from which detections were counted for them
  std::vector<ConfusionPair> confusions;      // most frequent first
};

}  // namespace assay::report
