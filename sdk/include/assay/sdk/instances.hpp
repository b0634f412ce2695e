// SPDX-License-Identifier: Apache-2.0
// Arranges the objects of one datapoint that refer to one input as instances, in the order in which
// these first appear. Objects of equal instance_id make one instance, e.g. a box and its mask; its
// class and score are those of its first object.
#pragma once

#include <assay/sdk/object_ref.hpp>
#include <assay/sdk/visibility.hpp>

#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

struct Instance {
  const Annotation* first = nullptr;
  const BoundingBox* box = nullptr;
  const Polygon* polygon = nullptr;
  const Mask* mask = nullptr;
  const Skeleton* skeleton = nullptr;
  std::size_t keypoints = 0;

  std::size_t points() const noexcept { return skeleton ? skeleton->points.size() : keypoints; }
};

struct Instances {
  struct Placed {
    const Keypoint* point;
    std::size_t row;
  };
  Columns columns = 0;  // those that any object fills
  std::vector<Instance> rows;
  std::vector<Placed> keypoints;
  std::vector<float> values;  // these are the image's, not an instance's

  void add(const ObjectRef& ref);
  /// Throws unless every instance fills every column: rows could not correspond.
  void check_complete() const;

 private:
  std::size_t row_of(const Annotation& object);
};

inline std::size_t Instances::row_of(const Annotation& object) {
  if (object.instance_id) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].first->instance_id == object.instance_id) return i;
    }
  }
  Instance added;
  added.first = &object;
  rows.push_back(added);
  return rows.size() - 1;
}

template <class T>
void set_once(const T*& place, const Annotation& object) {
  if (place != nullptr) throw_error("two objects of one kind have the same instance_id");
  place = static_cast<const T*>(&object);
}

inline void Instances::add(const ObjectRef& ref) {
  columns |= columns_of(ref.kind);
  if (ref.kind == ObjectKind::value) {
    values.push_back(static_cast<const Value&>(*ref.object).number);
    return;
  }
  const std::size_t row = row_of(*ref.object);
  Instance& instance = rows[row];
  if (ref.kind == ObjectKind::box) set_once(instance.box, *ref.object);
  if (ref.kind == ObjectKind::polygon) set_once(instance.polygon, *ref.object);
  if (ref.kind == ObjectKind::mask) set_once(instance.mask, *ref.object);
  if (ref.kind == ObjectKind::skeleton) set_once(instance.skeleton, *ref.object);
  if (ref.kind == ObjectKind::keypoint) {
    keypoints.push_back({static_cast<const Keypoint*>(ref.object), row});
    ++instance.keypoints;
  }
}

inline void Instances::check_complete() const {
  for (const Instance& one : rows) {
    const Columns filled =
        (one.box != nullptr ? kBoxes : 0) | (one.polygon != nullptr ? kPolygons : 0) |
        (one.mask != nullptr ? kMasks : 0) | (one.points() == 0 ? 0 : kKeypoints);
    if (filled != (columns & kLocated)) {
      throw_error(
          "objects of several kinds: give those of one instance the same instance_id, "
          "and every instance all kinds");
    }
  }
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
