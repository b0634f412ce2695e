// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/gates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"

namespace assay::pipeline {
namespace {

constexpr const char* kFailed = "datapoints.failed";
constexpr std::string_view kFailedAsEmpty = "metrics_failed_as_empty.";
constexpr std::string_view kOfDatapoints = "datapoints.";
constexpr const char* kIncidents = "plugin.incidents";
constexpr std::string_view kOfBoundaries = "boundary.";  // the domain knows the axes
constexpr std::array<std::string_view, 2> kOfStress{"failure_probability",
                                                    "stress.datapoints_broken"};

void append(std::vector<std::string>& names, std::string_view group,
            std::initializer_list<std::string_view> metrics) {
  for (const std::string_view metric : metrics) {
    names.push_back(fmt::format("{}.{}", group, metric));
  }
}

void append_boxes_or_masks(std::vector<std::string>& names, std::string_view group) {
  append(names, group,
         {"AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"});
}

/// "bbox.AP", ...: what the model is measured by.
std::vector<std::string> metrics_of(definition::ProblemType type) {
  using definition::ProblemType;
  std::vector<std::string> names;
  switch (type) {
    case ProblemType::classification:
      append(names, "classification", {"top1", "top5"});
      break;
    case ProblemType::instance_segmentation:
      append_boxes_or_masks(names, "segm");
      append_boxes_or_masks(names, "bbox");
      break;
    case ProblemType::object_detection:
      append_boxes_or_masks(names, "bbox");
      break;
    case ProblemType::keypoints:
      append(names, "keypoints",
             {"AP", "AP50", "AP75", "APm", "APl", "AR", "AR50", "AR75", "ARm", "ARl"});
      break;
    case ProblemType::semantic_segmentation:
      append(names, "semantic", {"miou", "pixel_accuracy", "mean_accuracy", "fw_iou"});
      break;
    case ProblemType::image_regression:
      append(names, "regression", {"mae", "rmse", "r2"});
      break;
    case ProblemType::output_image:
      append(names, "image", {"psnr", "ssim"});
      break;
    case ProblemType::custom:
      break;
  }
  return names;
}

constexpr std::string_view kOfNumbers = "regression.";
constexpr std::string_view kOfClasses = "classes.";

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  return text;
}

/// "regression.age.mae", "classes.person.AP": a name may have dots, too.
bool is_named_by_the_data(definition::ProblemType type, std::string_view metric) {
  if (type == definition::ProblemType::image_regression) {
    metric = without_prefix(metric, kFailedAsEmpty);
    return metric.starts_with(kOfNumbers) &&
           without_prefix(metric, kOfNumbers).find('.') != std::string_view::npos;
  }
  return !metric_of_classes(type).empty() && metric.starts_with(kOfClasses);
}

std::vector<std::string> metrics_of_numbers(std::span<const std::string> numbers) {
  std::vector<std::string> names;
  for (const std::string& number : numbers) {
    append(names, fmt::format("{}{}", kOfNumbers, number), {"mae", "rmse", "r2", "bias"});
  }
  return names;
}

/// Of a stress test's sample.
std::vector<std::string> robust_metrics(const std::vector<std::string>& metrics) {
  std::vector<std::string> names;
  for (const std::string& metric : metrics) names.push_back(std::string(kRobust) + metric);
  return names;
}

/// Each metric again, of the whole data set.
void append_failed_as_empty(std::vector<std::string>& names) {
  const std::vector<std::string> metrics = names;
  for (const std::string& metric : metrics) {
    names.push_back(fmt::format("{}{}", kFailedAsEmpty, metric));
  }
}

/// Those of metrics_failed_as_empty follow from the others: a message is read, not parsed.
std::string listed(const std::vector<std::string>& known) {
  std::vector<std::string_view> names(known.begin(), known.end());
  std::erase_if(names, [](std::string_view name) {
    return name.starts_with(kFailedAsEmpty) || name.starts_with(kRobust);
  });
  constexpr std::size_t kShown = 40;
  if (names.size() > kShown) {
    const std::size_t all = names.size();
    names.resize(kShown);
    return fmt::format("{}, ... ({} in all)", fmt::join(names, ", "), all);
  }
  if (names.size() == known.size()) return fmt::format("{}", fmt::join(names, ", "));
  const bool robust = std::any_of(known.begin(), known.end(), [](const std::string& name) {
    return name.starts_with(kRobust);
  });
  return fmt::format("{}, and {}<metric>{}", fmt::join(names, ", "), kFailedAsEmpty,
                     robust ? fmt::format(" or {}<metric>", kRobust) : "");
}

void require_known(const definition::Definition& definition, const definition::Gate& gate,
                   const std::vector<std::string>& known, std::string_view who) {
  if (std::find(known.begin(), known.end(), gate.metric) != known.end()) return;
  const definition::Project& project = definition.project;
  const bool silent =
      !project.states_problem_type && project.problem_type == definition::ProblemType::custom;
  throw definition::error_in(definition, gate.mark,
                             fmt::format("{} has no metric '{}'{} (it has: {}){}", who, gate.metric,
                                         did_you_mean(gate.metric, known), listed(known),
                                         silent ? "; give project.problem_type for others" : ""));
}

bool holds(const JudgedGate& gate) {
  // -1 is COCO's "there is nothing to find": a gate on nothing proves nothing.
  if (!gate.value || *gate.value == -1) return false;
  if (gate.minimum && !(*gate.value >= *gate.minimum)) return false;
  return !gate.maximum || *gate.value <= *gate.maximum;
}

JudgedGate judge(const definition::Gate& gate, const evaluation::Summary& values) {
  JudgedGate judged{gate.metric, gate.minimum, gate.maximum, std::nullopt, false};
  for (const evaluation::Metric& metric : values) {
    if (metric.name == gate.metric) judged.value = metric.value;
  }
  judged.pass = holds(judged);
  return judged;
}

}  // namespace

std::vector<std::string> gate_metrics(definition::ProblemType type) {
  std::vector<std::string> names{"datapoints.total", "datapoints.evaluated", kFailed, kIncidents};
  std::vector<std::string> metrics = metrics_of(type);
  const std::vector<std::string> robust = robust_metrics(metrics);
  append_failed_as_empty(metrics);
  names.insert(names.end(), metrics.begin(), metrics.end());
  names.insert(names.end(), kOfStress.begin(), kOfStress.end());
  names.insert(names.end(), robust.begin(), robust.end());
  return names;
}

bool is_of_stress(std::string_view metric) {
  return metric.starts_with(kOfBoundaries) || metric.starts_with(kRobust) ||
         std::find(kOfStress.begin(), kOfStress.end(), metric) != kOfStress.end();
}

std::vector<definition::Gate> gates_for(const std::vector<definition::Gate>& gates, bool stress) {
  std::vector<definition::Gate> of_run;
  for (const definition::Gate& gate : gates) {
    const bool of_all = gate.metric.starts_with(kOfDatapoints) || gate.metric == kIncidents;
    if (of_all || is_of_stress(gate.metric) == stress) {
      of_run.push_back(gate);
    }
  }
  return of_run;
}

void check_gates(const definition::Definition& definition) {
  const definition::ProblemType type = definition.project.problem_type;
  const auto known = gate_metrics(type);
  for (const definition::Gate& gate : definition.gates) {
    if (is_named_by_the_data(type, gate.metric) || gate.metric.starts_with(kOfBoundaries)) continue;
    require_known(definition, gate, known, definition::name_of(type));
  }
}

void check_named_gates(const definition::Definition& definition, const dataset::Dataset& dataset) {
  const definition::ProblemType type = definition.project.problem_type;
  std::vector<std::string> known;
  if (const auto* truth = std::get_if<dataset::RegressionTruth>(&dataset.truth)) {
    known = metrics_of_numbers(truth->names);
    append_failed_as_empty(known);
  }
  for (const dataset::Category& category : dataset.categories) {
    known.push_back(class_metric(category.name, metric_of_classes(type)));
  }
  for (const definition::Gate& gate : definition.gates) {
    if (is_named_by_the_data(type, gate.metric)) {
      require_known(definition, gate, known, "the data set");
    }
  }
}

std::string_view metric_of_classes(definition::ProblemType type) {
  using definition::ProblemType;
  switch (type) {
    case ProblemType::classification:
      return "top1";
    case ProblemType::object_detection:
    case ProblemType::instance_segmentation:
    case ProblemType::keypoints:
      return "AP";
    case ProblemType::semantic_segmentation:
      return "IoU";
    default:
      return "";
  }
}

std::string class_metric(std::string_view category, std::string_view metric) {
  return fmt::format("{}{}.{}", kOfClasses, category, metric);
}

std::vector<JudgedGate> judge_gates(const std::vector<definition::Gate>& gates,
                                    const evaluation::Summary& values) {
  std::vector<JudgedGate> judged;
  const bool has_own = std::any_of(gates.begin(), gates.end(),
                                   [](const auto& gate) { return gate.metric == kFailed; });
  if (!has_own) judged.push_back(judge({kFailed, std::nullopt, 0.0, {}}, values));
  for (const definition::Gate& gate : gates) judged.push_back(judge(gate, values));
  return judged;
}

bool verdict(const std::vector<JudgedGate>& gates) {
  return std::all_of(gates.begin(), gates.end(), [](const auto& gate) { return gate.pass; });
}

}  // namespace assay::pipeline
