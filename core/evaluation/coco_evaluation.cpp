// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_evaluation.hpp"

#include <algorithm>

#include "core/base/check.hpp"
#include "core/evaluation/coco_cells.hpp"
#include "core/evaluation/coco_curves.hpp"
#include "core/evaluation/coco_matcher.hpp"

namespace assay::evaluation {
namespace {

void check(const Parameters& parameters) {
  const auto& limits = parameters.max_detections;
  ASSAY_CHECK(!limits.empty() && limits.front() > 0);
  ASSAY_CHECK(std::is_sorted(limits.begin(), limits.end()));
  const auto& recalls = parameters.recall_thresholds;
  ASSAY_CHECK(std::is_sorted(recalls.begin(), recalls.end()));
}

/// All -1.
Arrays make_arrays(const Parameters& parameters, std::vector<std::int64_t> category_ids) {
  Arrays arrays;
  arrays.thresholds = parameters.iou_thresholds.size();
  arrays.recalls = parameters.recall_thresholds.size();
  arrays.categories = category_ids.size();
  arrays.areas = parameters.areas.size();
  arrays.limits = parameters.max_detections.size();
  arrays.category_ids = std::move(category_ids);
  const std::size_t points = arrays.thresholds * arrays.categories * arrays.areas * arrays.limits;
  arrays.recall.assign(points, -1);
  arrays.precision.assign(points * arrays.recalls, -1);
  arrays.scores.assign(points * arrays.recalls, -1);
  return arrays;
}

std::size_t kept_detections(std::span<const Cell> cells, std::size_t limit) {
  std::size_t sum = 0;
  for (const Cell& cell : cells) sum += std::min(cell.detection_end - cell.detection_begin, limit);
  return sum;
}

std::vector<ImageCounts> zeros_for(const std::vector<std::int64_t>& image_ids) {
  std::vector<ImageCounts> counts;
  counts.reserve(image_ids.size());
  for (const std::int64_t id : image_ids) counts.push_back({id, 0, 0, 0});
  return counts;
}

/// Adds up the loaded cell.
void count(CocoMatcher& matcher, double minimum_score, ImageCounts& image) {
  matcher.select_area(coco_area_ranges().front());
  const std::span<const Match> matches = matcher.match(0.5);
  std::size_t held = 0;
  for (std::size_t d = 0; d < matches.size(); ++d) {
    if (matcher.scores()[d] < minimum_score) break;  // the best come first
    if (matches[d] == Match::object) ++held;
    if (matches[d] == Match::none) ++image.false_positives;
  }
  image.true_positives += held;
  image.false_negatives += matcher.objects() - held;
}

/// `visit` gets each cell when the matcher has loaded it.
template <class Visit>
Arrays evaluate(const Cells& cells, CocoMatcher& matcher, const Parameters& parameters,
                Visit visit) {
  Arrays arrays = make_arrays(parameters, cells.category_ids);
  CocoCurves curves(parameters);
  for (std::size_t k = 0; k < arrays.categories; ++k) {
    const std::span<const Cell> row = cells.of_category(k);
    curves.start(kept_detections(row, parameters.max_detections.back()));
    for (const Cell& cell : row) {
      matcher.load(cell);
      curves.add(matcher);
      visit(cell);
    }
    curves.write(k, arrays);
  }
  return arrays;
}

}  // namespace

Arrays evaluate_coco(const CocoInput& input, Similarity& similarity, const Parameters& parameters) {
  check(parameters);
  const Cells cells = sort_into_cells(input, parameters.use_categories);
  CocoMatcher matcher(input, cells, similarity, parameters);
  return evaluate(cells, matcher, parameters, [](const Cell&) {});
}

CountedArrays evaluate_and_count(const CocoInput& input, Similarity& similarity,
                                 double minimum_score, const Parameters& parameters) {
  check(parameters);
  const Cells cells = sort_into_cells(input, parameters.use_categories);
  CocoMatcher matcher(input, cells, similarity, parameters);
  CountedArrays result;
  result.images = zeros_for(cells.image_ids);
  result.arrays = evaluate(cells, matcher, parameters, [&](const Cell& cell) {
    count(matcher, minimum_score, result.images[cell.image]);
  });
  return result;
}

}  // namespace assay::evaluation
