// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/dataset/dataset.hpp"

namespace assay::dataset::lint {

/// Tells by all boxes of a file whether they were written as x1, y1, x2, y2 in place of x, y, width
/// and height: no single box can tell.
class CornerBoxes {
 public:
  /// Boxes without a size, or in images of unknown size, say nothing.
  void add(const Annotation& object, const std::optional<ImageSize>& image);

  /// What to say if they were: three boxes at least, and a quarter of all, leave their images by
  /// a twentieth of a side, and read as corners none leaves.
  std::optional<std::string> fault() const;

 private:
  std::size_t boxes_ = 0;
  std::size_t leaving_ = 0;
  std::size_t fitting_ = 0;  // as corners
};

}  // namespace assay::dataset::lint
