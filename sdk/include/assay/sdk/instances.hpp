// SPDX-License-Identifier: Apache-2.0
// Arranges the objects of one datapoint that refer to one input as instances, in the order in which
// these first appear. Objects of equal instance_id make one instance, e.g. a box and its mask; its
// class and score are those of its first object.
#pragma once

#include <assay/sdk/object_ref.hpp>
#include <assay/sdk/visibility.hpp>

#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_0_1 {
namespace detail {

struct Instance {
  const Annotation* first = nullptr;
  const BoundingBox* box = nullptr;
  const Polygon* polygon = nullptr;
  const Mask* mask = nullptr;
  std::vector<Point> points;
};

struct Instances {
  Columns columns = 0;  // those that any object fills
  std::vector<Instance> rows;
  std::vector<float> values;  // these are the image's, not an instance's

  void add(const ObjectRef& ref);
  /// Throws unless every instance fills every column: rows could not correspond.
  void check_complete() const;

 private:
  Instance& instance_of(const Annotation& object);
};

inline Instance& Instances::instance_of(const Annotation& object) {
  if (object.instance_id) {
    for (Instance& known : rows) {
      if (known.first->instance_id == object.instance_id) return known;
    }
  }
  rows.emplace_back();
  rows.back().first = &object;
  return rows.back();
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
  Instance& instance = instance_of(*ref.object);
  if (ref.kind == ObjectKind::box) set_once(instance.box, *ref.object);
  if (ref.kind == ObjectKind::polygon) set_once(instance.polygon, *ref.object);
  if (ref.kind == ObjectKind::mask) set_once(instance.mask, *ref.object);
  if (ref.kind == ObjectKind::skeleton) {
    instance.points = static_cast<const Skeleton&>(*ref.object).points;
  }
  if (ref.kind == ObjectKind::keypoint) {
    const auto& point = static_cast<const Keypoint&>(*ref.object);
    instance.points.push_back({point.x, point.y, point.confidence});
  }
}

inline void Instances::check_complete() const {
  for (const Instance& one : rows) {
    const Columns filled =
        (one.box != nullptr ? kBoxes : 0) | (one.polygon != nullptr ? kPolygons : 0) |
        (one.mask != nullptr ? kMasks : 0) | (one.points.empty() ? 0 : kKeypoints);
    if (filled != (columns & kLocated)) {
      throw_error(
          "objects of several kinds: give those of one instance the same instance_id, "
          "and every instance all kinds");
    }
  }
}

}  // namespace detail
}  // namespace sdk_0_1
}  // namespace assay
