// SPDX-License-Identifier: Apache-2.0
// The long members of COCO annotations: `segmentation` and `keypoints`.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/shapes.hpp"

namespace assay::dataset {

/// Corners and keypoints further from the image than this are mistakes, and would cost hours.
constexpr double kFarthestCorner = 1e6;

/// Reads parts of one text. Keeps its memory.
class SegmentationReader {
 public:
  /// `text` must outlive it.
  explicit SegmentationReader(std::string_view text = {});
  ~SegmentationReader();
  SegmentationReader(const SegmentationReader&) = delete;
  SegmentationReader& operator=(const SegmentationReader&) = delete;

  /// Goes on with another text.
  void go_on(std::string_view text) { text_ = text; }

  /// Adds one shape: a list of polygons, each x1, y1, x2, y2, ... of at least three corners, or
  /// {"size": [height, width], "counts": text or list}. Gives what is wrong with it ("is empty"),
  /// and then adds nothing.
  std::optional<std::string> read_shape(std::size_t begin, std::size_t size, Shapes& shapes);

  /// Appends triples x, y, v. Gives what is wrong with them, and then appends nothing.
  std::optional<std::string> read_keypoints(std::size_t begin, std::size_t size,
                                            std::vector<double>& triples);

 private:
  struct Parser;
  std::string_view text_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace assay::dataset
