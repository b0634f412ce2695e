// SPDX-License-Identifier: Apache-2.0
// What predict may return instead of arrays: one object for each thing found. pack_objects.hpp
// turns them into the arrays of the contract. Coordinates are pixels of the image as predict got
// it.
#pragma once

#include <assay/sdk/content.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// A class by its index or by its name. All objects of one datapoint use the same of the two.
struct Label {
  std::int64_t index = 0;
  std::string name;  // empty: the index counts

  Label() = default;
  template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
  Label(T class_index) : index(static_cast<std::int64_t>(class_index)) {}
  Label(std::string class_name) : name(std::move(class_name)) {}
  Label(const char* class_name) : name(class_name) {}
  bool operator==(const Label& other) const { return index == other.index && name == other.name; }
};

/// What all objects have.
struct Annotation {
  Label label;
  float confidence = 1;                     // 0..1
  std::optional<std::int64_t> instance_id;  // objects of one datapoint with equal ids are one thing
  std::string ref;                          // the input it refers to; "": the first image
  Content attributes;                       // a map, or null for none

  [[gnu::noinline]] Annotation(Label label_, float confidence_)
      : label(std::move(label_)), confidence(confidence_) {}
  // Called, not copied into each place that moves one of seven types, alone or in a variant.
  [[gnu::noinline]] Annotation(const Annotation&) = default;
  [[gnu::noinline]] Annotation(Annotation&&) noexcept = default;
  [[gnu::noinline]] Annotation& operator=(const Annotation&) = default;
  [[gnu::noinline]] Annotation& operator=(Annotation&&) noexcept = default;
  [[gnu::noinline]] ~Annotation() = default;
};

struct BoundingBox : Annotation {
  float x1, y1, x2, y2;
  BoundingBox(float left, float top, float right, float bottom, Label label_, float confidence_ = 1)
      : Annotation(std::move(label_), confidence_), x1(left), y1(top), x2(right), y2(bottom) {}
};

/// Rings of x, y, x, y, ... as in COCO.
struct Polygon : Annotation {
  std::vector<std::vector<double>> rings;
  Polygon(std::vector<std::vector<double>> rings_, Label label_, float confidence_ = 1)
      : Annotation(std::move(label_), confidence_), rings(std::move(rings_)) {}
};

/// 0 or 1 for each pixel of the image, rows from the top: height x width of them. Or the same as
/// COCO's compressed RLE, see rle.hpp: where one mask of a datapoint is, all are packed so, which
/// is far less to hand over.
struct Mask : Annotation {
  std::int64_t height, width;
  std::vector<std::uint8_t> pixels;  // empty: `rle` counts
  std::string rle;
  Mask(std::int64_t height_, std::int64_t width_, std::vector<std::uint8_t> pixels_, Label label_,
       float confidence_ = 1)
      : Annotation(std::move(label_), confidence_),
        height(height_),
        width(width_),
        pixels(std::move(pixels_)) {}
  /// `rle` is what encode_rle() or pycocotools made.
  static Mask from_rle(std::int64_t height, std::int64_t width, std::string rle, Label label,
                       float confidence = 1) {
    Mask mask(height, width, {}, std::move(label), confidence);
    mask.rle = std::move(rle);
    return mask;
  }
};

struct Point {
  float x = 0;
  float y = 0;
  float confidence = 1;
};

/// One point of an instance; those of equal instance_id form it, in their order.
struct Keypoint : Annotation {
  float x, y;
  Keypoint(float x_, float y_, Label label_, float confidence_ = 1)
      : Annotation(std::move(label_), confidence_), x(x_), y(y_) {}
};

/// All points of one instance, in the data set's order; every skeleton has equally many.
struct Skeleton : Annotation {
  std::vector<Point> points;
  Skeleton(std::vector<Point> points_, Label label_, float confidence_ = 1)
      : Annotation(std::move(label_), confidence_), points(std::move(points_)) {}
};

/// A class of the whole image.
struct Tag : Annotation {
  explicit Tag(Label label_, float confidence_ = 1) : Annotation(std::move(label_), confidence_) {}
};

/// A number about the whole image, in the order of the regression's outputs.
struct Value : Annotation {
  float number;
  explicit Value(float number_, Label label_ = {})
      : Annotation(std::move(label_), 1), number(number_) {}
};

/// Any of them. Where one kind is all that a model finds, return std::vector<Mask> (or another):
/// a datapoint without any is then known to lack masks. A vector of nothing stated lacks boxes.
using Object = std::variant<BoundingBox, Polygon, Mask, Keypoint, Skeleton, Tag, Value>;

}  // namespace sdk_1_0
}  // namespace assay
