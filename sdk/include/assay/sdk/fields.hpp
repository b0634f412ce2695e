// SPDX-License-Identifier: Apache-2.0
// What predict may return for one datapoint: typed arrays for the common tasks, and Fields for any
// others. Names, shapes and units are those of the table in plugin_api/README.md; coordinates are
// pixels of the image as predict got it.
#pragma once

#include <assay/sdk/output.hpp>
#include <assay/sdk/visibility.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// x1, y1, x2, y2.
using Box = std::array<float, 4>;

/// ObjectDetection: three arrays of equal length.
struct Detections {
  std::vector<Box> boxes;
  std::vector<float> scores;          // 0..1
  std::vector<std::int64_t> classes;  // the model's class indices

  void add(const Box& box, float score, std::int64_t class_index) {
    boxes.push_back(box);
    scores.push_back(score);
    classes.push_back(class_index);
  }
};

/// Classification: one probability for each class of the model.
struct Probabilities {
  std::vector<float> values;
};

/// ImageRegression.
struct RegressedValues {
  std::vector<float> values;
};

/// SemanticSegmentation: the class of each pixel, rows from the top, at the size of the image.
struct Segmentation {
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::vector<std::int32_t> classes;
};

/// Image to image: u8, [height, width, channels], rows from the top.
struct ImageOutput {
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::int64_t channels = 3;
  std::vector<std::uint8_t> pixels;
};

/// Kept and reported, not scored.
struct Embedding {
  std::vector<float> values;
};
struct Text {
  std::string text;
};

/// Any fields by name, e.g. Fields().add("keypoints", points, {n, 17, 3}).add("text", "STOP").
class Fields {
 public:
  /// An array in C order. Throws Error when the shape does not hold the elements.
  template <class T>
  Fields& add(std::string name, const std::vector<T>& elements, Shape shape) {
    if (elements_of(shape) != static_cast<std::int64_t>(elements.size())) {
      throw Error("field '" + name + "': its shape does not hold its elements");
    }
    Array array = {std::move(name), std::move(input_), detail::dtype_of<T>(), std::move(shape), {}};
    array.bytes.resize(elements.size() * sizeof(T));
    if (!elements.empty()) std::memcpy(array.bytes.data(), elements.data(), array.bytes.size());
    arrays_.push_back(std::move(array));
    input_.clear();
    return *this;
  }
  /// Numbers without a shape: [N].
  template <class T, std::enable_if_t<std::is_arithmetic_v<T> && !std::is_same_v<T, bool>, int> = 0>
  Fields& add(std::string name, const std::vector<T>& elements) {
    return add(std::move(name), elements, {static_cast<std::int64_t>(elements.size())});
  }
  /// Rows of K numbers, e.g. boxes: [N, K].
  template <class T, std::size_t kColumns>
  Fields& add(std::string name, const std::vector<std::array<T, kColumns>>& rows) {
    std::vector<T> elements;
    for (const auto& row : rows) elements.insert(elements.end(), row.begin(), row.end());
    return add(std::move(name), elements,
               {static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(kColumns)});
  }
  /// Text, a number, a list or a map.
  Fields& add(std::string name, Content content) {
    values_.push_back({std::move(name), std::move(input_), std::move(content)});
    input_.clear();
    return *this;
  }
  /// Names the input that the next field refers to; without it, the first image.
  Fields& of(std::string input) {
    input_ = std::move(input);
    return *this;
  }

 private:
  friend void pack(Output&, const Fields&);
  struct Array {
    std::string name;
    std::string input;
    assay_dtype_t dtype;
    Shape shape;
    std::vector<std::byte> bytes;
  };
  struct Value {
    std::string name;
    std::string input;
    Content content;
  };
  std::vector<Array> arrays_;
  std::vector<Value> values_;
  std::string input_;
};

// How each reaches the host. A type of an author's own needs the same function in its namespace.

inline void pack(Output& output, const Detections& found) {
  const auto count = static_cast<std::int64_t>(found.boxes.size());
  float* const boxes = output.allocate<float>("boxes", {count, 4});
  if (count > 0) std::memcpy(boxes, found.boxes.data(), found.boxes.size() * sizeof(Box));
  output.array("scores", found.scores, {static_cast<std::int64_t>(found.scores.size())});
  output.array("classes", found.classes, {static_cast<std::int64_t>(found.classes.size())});
}

inline void pack(Output& output, const Probabilities& found) {
  output.array("probabilities", found.values, {static_cast<std::int64_t>(found.values.size())});
}

inline void pack(Output& output, const RegressedValues& found) {
  output.array("regressed_values", found.values, {static_cast<std::int64_t>(found.values.size())});
}

inline void pack(Output& output, const Segmentation& found) {
  output.array("segmentation", found.classes, {found.height, found.width});
}

inline void pack(Output& output, const ImageOutput& made) {
  output.array("image_output", made.pixels, {made.height, made.width, made.channels});
}

inline void pack(Output& output, const Embedding& found) {
  output.array("embedding", found.values, {static_cast<std::int64_t>(found.values.size())});
}

inline void pack(Output& output, const Text& found) {
  output.value("text", found.text);
}

inline void pack(Output& output, const Fields& found) {
  for (const Fields::Array& array : found.arrays_) {
    void* const memory = output.allocate_raw(array.name, array.dtype, array.shape, array.input);
    if (!array.bytes.empty()) std::memcpy(memory, array.bytes.data(), array.bytes.size());
  }
  for (const Fields::Value& value : found.values_) {
    output.value(value.name, value.content, value.input);
  }
}

}  // namespace sdk_1_0
}  // namespace assay
