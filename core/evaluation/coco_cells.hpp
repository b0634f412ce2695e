// SPDX-License-Identifier: Apache-2.0
// Annotations and detections put into cells, one for each pair of category and image that has any.
// Never a table of all pairs: large data sets have tens of millions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/evaluation/coco_input.hpp"

namespace assay::evaluation {

/// Ranges of Cells::annotations and Cells::detections; at least one is not empty.
struct Cell {
  std::uint32_t category = 0;  // index into Cells::category_ids
  std::uint32_t image = 0;     // index into Cells::image_ids
  std::size_t annotation_begin = 0, annotation_end = 0;
  std::size_t detection_begin = 0, detection_end = 0;
};

struct Cells {
  std::vector<std::int64_t> image_ids;     // ascending, each once
  std::vector<std::int64_t> category_ids;  // ascending, each once; {-1} when categories are one
  /// Indices into CocoInput. Within a cell in pycocotools' order, which decides ties.
  std::vector<std::uint32_t> annotations;
  std::vector<std::uint32_t> detections;
  std::vector<Cell> cells;                  // by category, then image
  std::vector<std::size_t> category_begin;  // where a category's cells begin; K + 1

  std::span<const Cell> of_category(std::size_t category) const {
    return std::span(cells).subspan(category_begin[category],
                                    category_begin[category + 1] - category_begin[category]);
  }
};

/// Leaves out what belongs to no image or category of the input.
Cells sort_into_cells(const CocoInput& input, bool use_categories);

}  // namespace assay::evaluation
