// SPDX-License-Identifier: Apache-2.0
// Values and images in the form in which a host hands them to a plugin.
#pragma once

#include <assay/plugin.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace assay::test {

inline assay_value_t null_value() {
  return {};
}
inline assay_value_t bool_value(bool value) {
  assay_value_t made = {};
  made.kind = ASSAY_KIND_BOOL;
  made.u.i = value ? 1 : 0;
  return made;
}
inline assay_value_t int_value(std::int64_t value) {
  assay_value_t made = {};
  made.kind = ASSAY_KIND_INT;
  made.u.i = value;
  return made;
}
inline assay_value_t float_value(double value) {
  assay_value_t made = {};
  made.kind = ASSAY_KIND_FLOAT;
  made.u.f = value;
  return made;
}
/// `text` must outlive the value, as all that values point to.
inline assay_value_t text_value(std::string_view text, assay_kind_t kind = ASSAY_KIND_STRING) {
  assay_value_t made = {};
  made.kind = kind;
  made.count = static_cast<std::uint32_t>(text.size());
  made.u.str = text.data();
  return made;
}
inline assay_value_t list_value(const std::vector<assay_value_t>& elements) {
  assay_value_t made = {};
  made.kind = ASSAY_KIND_LIST;
  made.count = static_cast<std::uint32_t>(elements.size());
  made.u.list = elements.data();
  return made;
}
inline assay_value_t map_value(const std::vector<assay_pair_t>& pairs) {
  assay_value_t made = {};
  made.kind = ASSAY_KIND_MAP;
  made.count = static_cast<std::uint32_t>(pairs.size());
  made.u.map = pairs.data();
  return made;
}
inline assay_value_t model_value(void* model, const char* type) {
  assay_value_t made = {};
  made.kind = ASSAY_KIND_HANDLE;
  made.u.handle = model;
  made.handle_type = type;
  return made;
}

/// Datapoints of one image each, named "image", with ids "0", "1", ... unless told.
class FakeBatch {
 public:
  /// Rows of `row_stride` bytes (0: no padding); `pixels` is borrowed.
  void add(std::int64_t height, std::int64_t width, std::int64_t channels, const void* pixels,
           std::int64_t row_stride = 0, assay_color_t color = ASSAY_COLOR_RGB,
           const std::string& id = "") {
    Item& item = items_.emplace_back();
    item.id = id.empty() ? std::to_string(items_.size() - 1) : id;
    item.shape[0] = height;
    item.shape[1] = width;
    item.shape[2] = channels;
    item.strides[0] = row_stride == 0 ? width * channels : row_stride;
    item.strides[1] = channels;
    item.strides[2] = 1;
    item.image.struct_size = sizeof(assay_image_t);
    item.image.color = color;
    item.image.pixels = {const_cast<void*>(pixels),
                         {ASSAY_DEVICE_CPU, 0},
                         3,
                         {ASSAY_DTYPE_UINT, 8, 1},
                         item.shape,
                         item.strides,
                         0};
    item.input = {sizeof(assay_input_t), ASSAY_INPUT_IMAGE, {"image", 5}, &item.image};
    item.inputs = &item.input;
    item.datapoint = {sizeof(assay_datapoint_t), 1, {item.id.data(), item.id.size()}, &item.inputs};
    datapoints_.push_back(&item.datapoint);
    images_.push_back(&item.image);
  }

  assay_value_t datapoints() {
    batch_ = {sizeof(assay_batch_t), static_cast<std::uint32_t>(items_.size()), datapoints_.data(),
              nullptr};
    assay_value_t made = {};
    made.kind = ASSAY_KIND_DATAPOINTS;
    made.u.batch = &batch_;
    return made;
  }
  assay_value_t images() {
    list_ = {sizeof(assay_image_list_t), static_cast<std::uint32_t>(items_.size()), images_.data()};
    assay_value_t made = {};
    made.kind = ASSAY_KIND_IMAGES;
    made.u.images = &list_;
    return made;
  }

 private:
  struct Item {
    std::string id;
    std::int64_t shape[3] = {};
    std::int64_t strides[3] = {};
    assay_image_t image = {};
    assay_input_t input = {};
    const assay_input_t* inputs = nullptr;
    assay_datapoint_t datapoint = {};
  };
  std::deque<Item> items_;  // the structs point into each other: items must not move
  std::vector<const assay_datapoint_t*> datapoints_;
  std::vector<const assay_image_t*> images_;
  assay_batch_t batch_ = {};
  assay_image_list_t list_ = {};
};

}  // namespace assay::test
