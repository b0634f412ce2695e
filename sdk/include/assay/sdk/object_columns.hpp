// SPDX-License-Identifier: Apache-2.0
// Which arrays objects of each type fill.
#pragma once

#include <assay/sdk/objects.hpp>
#include <assay/sdk/visibility.hpp>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_0_1 {
namespace detail {

/// Which arrays the objects of one input fill.
struct Columns {
  bool boxes = false, polygons = false, masks = false, keypoints = false, tags = false,
       values = false;

  bool any() const { return boxes || polygons || masks || keypoints || tags || values; }
  bool located() const { return boxes || polygons || masks || keypoints; }
};

inline void mark(Columns& columns, const BoundingBox*) {
  columns.boxes = true;
}
inline void mark(Columns& columns, const Polygon*) {
  columns.polygons = true;
}
inline void mark(Columns& columns, const Mask*) {
  columns.masks = true;
}
inline void mark(Columns& columns, const Keypoint*) {
  columns.keypoints = true;
}
inline void mark(Columns& columns, const Skeleton*) {
  columns.keypoints = true;
}
inline void mark(Columns& columns, const Tag*) {
  columns.tags = true;
}
inline void mark(Columns& columns, const Value*) {
  columns.values = true;
}

}  // namespace detail
}  // namespace sdk_0_1
}  // namespace assay
