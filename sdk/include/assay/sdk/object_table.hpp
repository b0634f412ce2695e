// SPDX-License-Identifier: Apache-2.0
// Arranges the objects of one datapoint that refer to one input as instances, and writes these as
// arrays: row i of every array is instance i, in the order in which instances first appear. Objects
// of equal instance_id make one instance, e.g. a box and its mask; its class and score are those of
// its first object.
#pragma once

#include <assay/sdk/object_columns.hpp>
#include <assay/sdk/output.hpp>
#include <assay/sdk/visibility.hpp>

#include <string>
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

/// The objects that refer to one input.
class ObjectTable {
 public:
  bool empty() const { return !columns_.any(); }

  template <class T>
  void add(const T& object) {
    mark(columns_, &object);
    put(object);
  }
  void pack(Output& output, const std::string& input, Columns stated) const {
    const Columns columns = columns_.any() ? columns_ : stated;
    if (columns.values) output.array("regressed_values", values_, {count(values_)}, input);
    if (!columns.located() && !columns.tags) return;
    if (columns.located() && columns.tags) {
      throw Error("a datapoint has tags and located objects: return one or the other");
    }
    check_complete(columns);
    if (columns.boxes) pack_boxes(output, input);
    if (columns.polygons) pack_polygons(output, input);
    if (columns.masks) pack_masks(output, input);
    if (columns.keypoints) pack_keypoints(output, input);
    pack_annotations(output, input);
  }

 private:
  template <class T>
  static std::int64_t count(const std::vector<T>& list) {
    return static_cast<std::int64_t>(list.size());
  }

  Instance& instance_of(const Annotation& object) {
    if (object.instance_id) {
      for (Instance& known : instances_) {
        if (known.first->instance_id == object.instance_id) return known;
      }
    }
    instances_.emplace_back();
    instances_.back().first = &object;
    return instances_.back();
  }
  template <class T>
  static void set_once(const T*& place, const T& object) {
    if (place != nullptr) throw Error("two objects of one kind have the same instance_id");
    place = &object;
  }
  void put(const BoundingBox& box) { set_once(instance_of(box).box, box); }
  void put(const Polygon& polygon) { set_once(instance_of(polygon).polygon, polygon); }
  void put(const Mask& mask) { set_once(instance_of(mask).mask, mask); }
  void put(const Keypoint& point) {
    instance_of(point).points.push_back({point.x, point.y, point.confidence});
  }
  void put(const Skeleton& skeleton) { instance_of(skeleton).points = skeleton.points; }
  void put(const Tag& tag) { instance_of(tag); }
  void put(const Value& value) { values_.push_back(value.number); }

  /// Every instance fills every column, or rows could not correspond.
  void check_complete(const Columns& columns) const {
    for (const Instance& one : instances_) {
      const bool complete =
          columns.boxes == (one.box != nullptr) && columns.polygons == (one.polygon != nullptr) &&
          columns.masks == (one.mask != nullptr) && columns.keypoints == !one.points.empty();
      if (!complete) {
        throw Error(
            "objects of several kinds: give those of one instance the same instance_id, "
            "and every instance all kinds");
      }
    }
  }

  void pack_boxes(Output& output, const std::string& input) const {
    float* row = output.allocate<float>("boxes", {count(instances_), 4}, input);
    for (const Instance& one : instances_) {
      const BoundingBox& box = *one.box;
      for (const float edge : {box.x1, box.y1, box.x2, box.y2}) *row++ = edge;
    }
  }
  void pack_polygons(Output& output, const std::string& input) const {
    std::vector<Content> list;
    for (const Instance& one : instances_) list.emplace_back(one.polygon->rings);
    output.value("polygons", list, input);
  }
  void pack_masks(Output& output, const std::string& input) const {
    const bool none = instances_.empty();
    const std::int64_t height = none ? output.image().height() : instances_.front().mask->height;
    const std::int64_t width = none ? output.image().width() : instances_.front().mask->width;
    const auto size = static_cast<std::size_t>(height * width);
    auto* plane = output.allocate<std::uint8_t>("masks", {count(instances_), height, width}, input);
    for (const Instance& one : instances_) {
      if (one.mask->height != height || one.mask->width != width ||
          one.mask->pixels.size() != size) {
        throw Error(
            "a mask does not have height x width pixels, or its size differs from the first");
      }
      std::memcpy(plane, one.mask->pixels.data(), size);
      plane += size;
    }
  }
  void pack_keypoints(Output& output, const std::string& input) const {
    const std::size_t points = instances_.empty() ? 0 : instances_.front().points.size();
    float* row = output.allocate<float>(
        "keypoints", {count(instances_), static_cast<std::int64_t>(points), 3}, input);
    for (const Instance& one : instances_) {
      if (one.points.size() != points) throw Error("instances differ in their number of keypoints");
      for (const Point& point : one.points) {
        for (const float number : {point.x, point.y, point.confidence}) *row++ = number;
      }
    }
  }

  void pack_annotations(Output& output, const std::string& input) const {
    std::vector<float> scores;
    std::vector<Content> attributes;
    bool has_attributes = false;
    for (const Instance& one : instances_) {
      scores.push_back(one.first->confidence);
      attributes.push_back(one.first->attributes);
      has_attributes |= one.first->attributes.kind != ASSAY_KIND_NULL;
    }
    output.array("scores", scores, {count(scores)}, input);
    pack_labels(output, input);
    pack_instance_ids(output, input);
    if (has_attributes) output.value("user.attributes", attributes, input);
  }
  void pack_labels(Output& output, const std::string& input) const {
    std::vector<std::int64_t> indices;
    std::vector<std::string> names;
    for (const Instance& one : instances_) {
      if (one.first->label.name.empty()) {
        indices.push_back(one.first->label.index);
      } else {
        names.push_back(one.first->label.name);
      }
    }
    if (!names.empty() && !indices.empty()) {
      throw Error("some labels of a datapoint are names and some are indices");
    }
    if (names.empty()) {
      output.array("classes", indices, {count(indices)}, input);
    } else {
      output.value("labels", names, input);
    }
  }
  void pack_instance_ids(Output& output, const std::string& input) const {
    std::vector<std::int64_t> ids;
    for (const Instance& one : instances_) {
      if (one.first->instance_id) ids.push_back(*one.first->instance_id);
    }
    if (ids.empty()) return;
    if (ids.size() != instances_.size()) throw Error("only some instances have an instance_id");
    output.array("instance_ids", ids, {count(ids)}, input);
  }

  Columns columns_;
  std::vector<Instance> instances_;
  std::vector<float> values_;
};

}  // namespace detail
}  // namespace sdk_0_1
}  // namespace assay
