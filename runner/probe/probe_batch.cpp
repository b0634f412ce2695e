// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/probe_batch.hpp"

#include <cstring>

#include "runner/worker/channels.hpp"

namespace assay::probe {
BatchForm form_for(const assay_entry_t& predict) {
  BatchForm form;
  const auto takes = [&](assay_color_t color) {
    return predict.color_mask == 0 || (predict.color_mask & ASSAY_COLOR_BIT(color)) != 0;
  };
  while (!takes(form.color) && form.color < ASSAY_COLOR_RGBA) ++form.color;
  const std::uint32_t most = predict.max_batch;
  if (most != 0 && most < form.sizes.size()) form.sizes.resize(most);
  return form;
}

ProbeBatch::ProbeBatch(const BatchForm& form) : structs_(form.extent) {
  for (const ImageSize size : form.sizes) add(form, size);
  const auto count = static_cast<std::uint32_t>(datapoints_.size());
  batch_ = structs_.place(assay_batch_t{sizeof(assay_batch_t), count, datapoints_.data(), nullptr});
  list_ =
      structs_.place(assay_image_list_t{sizeof(assay_image_list_t), count, image_pointers_.data()});
}

void ProbeBatch::add(const BatchForm& form, ImageSize size) {
  const std::int64_t depth = worker::channels(form.color);
  Extents& extents = extents_.emplace_back(
      Extents{{size.height, size.width, depth}, {size.width * depth + form.row_padding, depth, 1}});
  const assay_tensor_t pixels{
      paint(form, extents), {ASSAY_DEVICE_CPU, 0}, 3, {ASSAY_DTYPE_UINT, 8, 1},
      extents.shape,        extents.strides,       0};
  const assay_image_t* const image =
      structs_.place(assay_image_t{sizeof(assay_image_t), form.color, pixels});
  inputs_.push_back(
      structs_.place(assay_input_t{sizeof(assay_input_t), ASSAY_INPUT_IMAGE, {"image", 5}, image}));
  const std::string& id = ids_.emplace_back("probe-" + std::to_string(ids_.size()));
  datapoints_.push_back(structs_.place(
      assay_datapoint_t{sizeof(assay_datapoint_t), 1, {id.data(), id.size()}, &inputs_.back()}));
  image_pointers_.push_back(image);
}

/// Rows begin where the strides say, whatever the padding. Without a guard there is room behind the
/// last one, as there mostly is.
void* ProbeBatch::paint(const BatchForm& form, const Extents& extents) {
  constexpr std::size_t kAlignment = 64;  // what the contract promises for row 0
  const auto [height, width, depth] = extents.shape;
  const std::int64_t row = width * depth;
  const auto bytes = static_cast<std::size_t>((height - 1) * extents.strides[0] + row);
  constexpr std::size_t kRoom = std::size_t{64} << 10;
  const std::size_t reach = form.at_guard ? bytes : bytes + kRoom;
  const GuardedMemory& memory = pixels_.emplace_back(reach + kAlignment);
  std::byte* const first = memory.last(reach, kAlignment);
  constexpr int kNoise = 0xEE;  // what padding holds means nothing
  std::memset(first, kNoise, bytes);
  for (std::int64_t y = 0; y < height; ++y) {
    for (std::int64_t i = 0; i < row; ++i) {
      first[y * extents.strides[0] + i] = static_cast<std::byte>(y * 5 + i * 3 + i % depth * 40);
    }
  }
  if (form.read_only) memory.make_read_only();
  return first;
}

}  // namespace assay::probe
