// SPDX-License-Identifier: Apache-2.0
// Objects of all types as one: packing looks at an object's kind and is compiled once, however many
// types of vectors and variants a plugin returns.
#pragma once

#include <assay/sdk/objects.hpp>
#include <assay/sdk/visibility.hpp>

#include <variant>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

enum class ObjectKind : unsigned { none, box, polygon, mask, keypoint, skeleton, tag, value };

/// One of a vector's objects; lives as long as the vector.
struct ObjectRef {
  ObjectKind kind = ObjectKind::none;  // none: a variant that an exception left without a value
  const Annotation* object = nullptr;
};

template <class T>
inline constexpr ObjectKind kKindOf = ObjectKind::none;
template <>
inline constexpr ObjectKind kKindOf<BoundingBox> = ObjectKind::box;
template <>
inline constexpr ObjectKind kKindOf<Polygon> = ObjectKind::polygon;
template <>
inline constexpr ObjectKind kKindOf<Mask> = ObjectKind::mask;
template <>
inline constexpr ObjectKind kKindOf<Keypoint> = ObjectKind::keypoint;
template <>
inline constexpr ObjectKind kKindOf<Skeleton> = ObjectKind::skeleton;
template <>
inline constexpr ObjectKind kKindOf<Tag> = ObjectKind::tag;
template <>
inline constexpr ObjectKind kKindOf<Value> = ObjectKind::value;

/// The arrays that objects fill, as a set of bits.
using Columns = unsigned;
constexpr Columns columns_of(ObjectKind kind) noexcept {
  return kind == ObjectKind::none       ? 0
         : kind == ObjectKind::skeleton ? columns_of(ObjectKind::keypoint)
                                        : 1u << static_cast<unsigned>(kind);
}
inline constexpr Columns kBoxes = columns_of(ObjectKind::box);
inline constexpr Columns kPolygons = columns_of(ObjectKind::polygon);
inline constexpr Columns kMasks = columns_of(ObjectKind::mask);
inline constexpr Columns kKeypoints = columns_of(ObjectKind::keypoint);
inline constexpr Columns kTags = columns_of(ObjectKind::tag);
inline constexpr Columns kValues = columns_of(ObjectKind::value);
inline constexpr Columns kLocated = kBoxes | kPolygons | kMasks | kKeypoints;

/// What a vector's element type promises, also when the vector is empty; 0: it is no object.
template <class T>
inline constexpr Columns kStated = columns_of(kKindOf<T>);
template <class... Ts>
inline constexpr Columns kStated<std::variant<Ts...>> = ((kKindOf<Ts> != ObjectKind::none) && ...)
                                                            ? (columns_of(kKindOf<Ts>) | ...)
                                                            : 0;
template <>
inline constexpr Columns kStated<Object> = kBoxes;

template <class T>
ObjectRef ref_to(const T& object) noexcept {
  return {kKindOf<T>, &object};
}
// Not std::visit: its tables of functions cost more to compile than all else in a small plugin.
template <class... Ts>
ObjectRef ref_to(const std::variant<Ts...>& object) noexcept {
  ObjectRef ref;
  const auto look = [&ref](const auto* held) {
    if (held != nullptr) ref = ref_to(*held);
  };
  (look(std::get_if<Ts>(&object)), ...);
  return ref;
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
