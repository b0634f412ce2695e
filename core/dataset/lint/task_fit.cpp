// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/task_fit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/dataset/read.hpp"
#include "core/dataset/truth_fit.hpp"

namespace assay::dataset::lint {
namespace {

using definition::ProblemType;

/// A data set of the kind that COCO's readers make.
Dataset coco_kind(const definition::Dataset& spec, ProblemType task) {
  Dataset kind;
  kind.categories = {{1, "any"}};
  if (task == ProblemType::semantic_segmentation) {
    kind.truth = PanopticTruth{};
    return kind;
  }
  InstanceTruth objects;
  if (is_panoptic(spec, task)) objects.annotations.emplace_back().shape = 0;  // without keypoints
  kind.truth = std::move(objects);
  return kind;
}

bool is_wanted(const definition::Dataset& spec, const std::string& category) {
  const auto& wanted = spec.only_categories;
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), category) != wanted.end();
}

void check_sigmas(const definition::Dataset& spec, const std::string& file, std::size_t keypoints,
                  Findings& findings) {
  const auto fault = unfit_sigmas(ProblemType::keypoints, spec.keypoint_sigmas.size(), keypoints);
  if (!fault) return;
  findings.add(Rule::keypoint_sigmas, {file, "keypoint_sigmas"}, "they " + *fault);
}

}  // namespace

void check_coco_kind(const definition::Dataset& spec, ProblemType task, Findings& findings) {
  const auto fault = unfit_truth(task, coco_kind(spec, task));
  if (!fault) return;
  const std::string file = spec.annotations.string();
  findings.add(Rule::unfit_truth, {file, ""}, "the data set " + *fault);
}

void check_needless_sigmas(const definition::Dataset& spec, ProblemType task, Findings& findings) {
  if (task == ProblemType::keypoints) return;
  const auto fault = unfit_sigmas(task, spec.keypoint_sigmas.size(), 0);
  if (!fault) return;
  const std::string file =
      spec.annotations.empty() ? spec.images.string() : spec.annotations.string();
  findings.add(Rule::keypoint_sigmas, {file, "keypoint_sigmas"}, "they " + *fault);
}

void check_keypoint_numbers(const definition::Dataset& spec,
                            const std::vector<std::string>& categories,
                            const std::vector<std::size_t>& listed, const KeypointTally& tally,
                            Findings& findings) {
  const std::string file = spec.annotations.string();
  auto numbers = tally.numbers(listed);
  std::erase_if(numbers,
                [&](const auto& number) { return !is_wanted(spec, categories[number.first]); });
  if (numbers.empty()) {
    findings.add_refused(Rule::keypoint_number, {file, ""},
                         "no object has keypoints; there is nothing to compare predictions with");
    return;
  }
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (tally.only_number(i) != 0U) continue;
    findings.add_refused(Rule::keypoint_number, {file, ""},
                         fmt::format("no object of '{}' has keypoints", categories[i]));
  }
  const auto& [first, keypoints] = *numbers.begin();
  for (const auto& [category, other] : numbers) {
    if (other == keypoints) continue;
    findings.add_refused(
        Rule::keypoint_number, {file, ""},
        fmt::format("objects of '{}' have {} keypoints, those of '{}' {}; evaluate them in data "
                    "sets of their own, by only_categories",
                    categories[first], keypoints, categories[category], other));
    return;
  }
  check_sigmas(spec, file, keypoints, findings);
}

}  // namespace assay::dataset::lint
