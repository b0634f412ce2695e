// SPDX-License-Identifier: Apache-2.0
// Writes the objects of one datapoint that refer to one input as arrays: row i of every array is
// instance i.
#pragma once

#include <assay/sdk/instances.hpp>
#include <assay/sdk/output.hpp>
#include <assay/sdk/rle.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

class ObjectTable {
 public:
  ObjectTable(Output& output, std::string_view input) : output_(output), input_(input) {}

  void add(const ObjectRef& ref) { found_.add(ref); }
  /// Writes the columns that objects filled; without any, the `stated` ones, empty.
  void pack(Columns stated) const;

 private:
  const std::vector<Instance>& rows() const { return found_.rows; }
  std::int64_t count() const { return static_cast<std::int64_t>(found_.rows.size()); }
  /// One value for each instance.
  void pack_list(std::string_view name, const assay_value_t* values) const {
    output_.value_raw(name, constant_list(values, rows().size()), input_);
  }
  void pack_boxes() const;
  void pack_polygons() const;
  void pack_masks() const;
  void pack_rle() const;
  void pack_keypoints() const;
  void pack_annotations() const;
  void pack_labels() const;
  void pack_instance_ids() const;

  Output& output_;
  std::string_view input_;
  Instances found_;
};

inline void ObjectTable::pack(Columns stated) const {
  const Columns columns = found_.columns != 0 ? found_.columns : stated;
  if ((columns & kValues) != 0) {
    const auto length = static_cast<std::int64_t>(found_.values.size());
    output_.array("regressed_values", found_.values, {length}, input_);
  }
  if ((columns & (kLocated | kTags)) == 0) return;
  if ((columns & kLocated) != 0 && (columns & kTags) != 0) {
    throw_error("a datapoint has tags and located objects: return one or the other");
  }
  found_.check_complete();
  if ((columns & kBoxes) != 0) pack_boxes();
  if ((columns & kPolygons) != 0) pack_polygons();
  if ((columns & kMasks) != 0) pack_masks();
  if ((columns & kKeypoints) != 0) pack_keypoints();
  pack_annotations();
}

inline void ObjectTable::pack_boxes() const {
  float* row = output_.allocate<float>("boxes", {count(), 4}, input_);
  for (const Instance& one : rows()) {
    const BoundingBox& box = *one.box;
    for (const float edge : {box.x1, box.y1, box.x2, box.y2}) *row++ = edge;
  }
}

inline void ObjectTable::pack_polygons() const {
  ContentArrays arrays;
  assay_value_t* const polygons = arrays.add_list(rows().size());
  for (std::size_t i = 0; i < rows().size(); ++i) {
    const std::vector<std::vector<double>>& from = rows()[i].polygon->rings;
    assay_value_t* const rings = arrays.add_list(from.size());
    for (std::size_t k = 0; k < from.size(); ++k) {
      const std::vector<double>& ring = from[k];
      assay_value_t* const numbers = arrays.add_list(ring.size());
      for (std::size_t n = 0; n < ring.size(); ++n) numbers[n] = constant_of(ring[n]);
      rings[k] = constant_list(numbers, ring.size());
    }
    polygons[i] = constant_list(rings, from.size());
  }
  pack_list("polygons", polygons);
}

inline void ObjectTable::pack_masks() const {
  for (const Instance& one : rows()) {
    if (!one.mask->rle.empty()) return pack_rle();
  }
  const bool none = rows().empty();
  const std::int64_t height = none ? output_.image().height() : rows().front().mask->height;
  const std::int64_t width = none ? output_.image().width() : rows().front().mask->width;
  const auto size = static_cast<std::size_t>(height * width);
  auto* plane = output_.allocate<std::uint8_t>("masks", {count(), height, width}, input_);
  for (const Instance& one : rows()) {
    if (one.mask->height != height || one.mask->width != width || one.mask->pixels.size() != size) {
      throw_error("a mask does not have height x width pixels, or its size differs from the first");
    }
    std::memcpy(plane, one.mask->pixels.data(), size);
    plane += size;
  }
}

inline void ObjectTable::pack_rle() const {
  ContentArrays arrays;
  std::vector<std::string> texts(rows().size());
  assay_value_t* const list = arrays.add_list(rows().size());
  for (std::size_t i = 0; i < rows().size(); ++i) {
    const Mask& mask = *rows()[i].mask;
    if (mask.rle.empty()) texts[i] = encode_rle(mask.pixels, mask.height, mask.width);
    list[i] = constant_of(mask.rle.empty() ? texts[i] : mask.rle);
  }
  pack_list("rle", list);
}

inline void ObjectTable::pack_keypoints() const {
  const std::size_t points = rows().empty() ? 0 : rows().front().points();
  const auto extent = static_cast<std::int64_t>(points);
  auto* numbers = output_.allocate<float>("keypoints", {count(), extent, 3}, input_);
  const auto put = [numbers](std::size_t index, float x, float y, float confidence) {
    float* const to = numbers + 3 * index;
    to[0] = x;
    to[1] = y;
    to[2] = confidence;
  };
  std::vector<std::size_t> next(rows().size());
  for (std::size_t i = 0; i < rows().size(); ++i) {
    if (rows()[i].points() != points) throw_error("instances differ in their number of keypoints");
    next[i] = i * points;
    if (rows()[i].skeleton == nullptr) continue;
    for (const Point& point : rows()[i].skeleton->points) {
      put(next[i]++, point.x, point.y, point.confidence);
    }
  }
  for (const Instances::Placed& placed : found_.keypoints) {
    if (rows()[placed.row].skeleton != nullptr)
      throw_error("an instance has a skeleton and keypoints");
    const Keypoint& point = *placed.point;
    put(next[placed.row]++, point.x, point.y, point.confidence);
  }
}

inline void ObjectTable::pack_annotations() const {
  auto* score = output_.allocate<float>("scores", {count()}, input_);
  ContentArrays arrays;
  assay_value_t* const attributes = arrays.add_list(rows().size());
  bool has_attributes = false;
  for (std::size_t i = 0; i < rows().size(); ++i) {
    const Annotation& said = *rows()[i].first;
    score[i] = said.confidence;
    attributes[i] = to_abi(said.attributes, arrays);
    has_attributes |= said.attributes.kind != ASSAY_KIND_NULL;
  }
  pack_labels();
  pack_instance_ids();
  if (has_attributes) pack_list("user.attributes", attributes);
}

inline void ObjectTable::pack_labels() const {
  std::size_t named = 0;
  for (const Instance& one : rows()) named += one.first->label.name.empty() ? 0u : 1u;
  if (named != 0 && named != rows().size()) {
    throw_error("some labels of a datapoint are names and some are indices");
  }
  if (named == 0) {
    auto* index = output_.allocate<std::int64_t>("classes", {count()}, input_);
    for (const Instance& one : rows()) *index++ = one.first->label.index;
    return;
  }
  ContentArrays arrays;
  assay_value_t* const names = arrays.add_list(named);
  for (std::size_t i = 0; i < named; ++i) names[i] = constant_of(rows()[i].first->label.name);
  pack_list("labels", names);
}

inline void ObjectTable::pack_instance_ids() const {
  std::size_t having = 0;
  for (const Instance& one : rows()) having += one.first->instance_id ? 1u : 0u;
  if (having == 0) return;
  if (having != rows().size()) throw_error("only some instances have an instance_id");
  auto* id = output_.allocate<std::int64_t>("instance_ids", {count()}, input_);
  for (const Instance& one : rows()) *id++ = *one.first->instance_id;
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
