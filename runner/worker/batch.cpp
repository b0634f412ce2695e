// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/batch.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "runner/worker/channels.hpp"
#include "runner/worker/refusal.hpp"

namespace assay::worker {
void PixelRegions::add(const plugin::wire::Region& region, int fd) {
  struct stat status {};
  const bool fits =
      ::fstat(fd, &status) == 0 && static_cast<std::uint64_t>(status.st_size) >= region.bytes;
  void* memory = fits ? ::mmap(nullptr, region.bytes, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
  ::close(fd);
  if (memory == MAP_FAILED) throw Refusal("the worker cannot map the memory with pixels");
  mappings_[region.id] = {static_cast<const std::byte*>(memory), region.bytes, region.transient};
}

const std::byte* PixelRegions::find(const plugin::wire::PredictImage& image,
                                    std::uint64_t bytes) const {
  const auto it = mappings_.find(image.region);
  if (it == mappings_.end() || image.offset > it->second.bytes ||
      bytes > it->second.bytes - image.offset) {
    throw Refusal("the pixels of '" + image.id + "' do not lie in their memory");
  }
  return it->second.base + image.offset;
}

void PixelRegions::drop_transient() {
  for (auto it = mappings_.begin(); it != mappings_.end();) {
    if (!it->second.transient) {
      ++it;
      continue;
    }
    ::munmap(const_cast<std::byte*>(it->second.base), it->second.bytes);
    it = mappings_.erase(it);
  }
}

void BatchView::fill(Item& item, const plugin::wire::PredictImage& image,
                     const PixelRegions& regions) {
  const std::int64_t depth = channels(image.color);
  std::int64_t bytes = 0;
  const bool sane = image.width >= 0 && image.height >= 0 &&
                    !__builtin_mul_overflow(image.width, image.height, &bytes) &&
                    !__builtin_mul_overflow(bytes, depth, &bytes);
  if (!sane) throw Refusal("the size of '" + image.id + "' makes no sense");
  item = {};
  item.shape[0] = image.height;
  item.shape[1] = image.width;
  item.shape[2] = depth;
  item.strides[0] = image.width * depth;
  item.strides[1] = depth;
  item.strides[2] = 1;
  const std::byte* pixels = regions.find(image, static_cast<std::uint64_t>(bytes));
  item.image = {sizeof(assay_image_t),
                image.color,
                {const_cast<std::byte*>(pixels),
                 {ASSAY_DEVICE_CPU, 0},
                 3,
                 {ASSAY_DTYPE_UINT, 8, 1},
                 item.shape,
                 item.strides,
                 0}};
  item.input = {sizeof(assay_input_t), ASSAY_INPUT_IMAGE, {"image", 5}, &item.image};
  item.inputs[0] = &item.input;
  item.datapoint = {sizeof(assay_datapoint_t), 1, {image.id.data(), image.id.size()}, item.inputs};
}

void BatchView::build(const plugin::wire::Predict& predict, const PixelRegions& regions) {
  items_.resize(predict.images.size());  // never again while pointers are taken below
  datapoints_.clear();
  image_pointers_.clear();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    fill(items_[i], predict.images[i], regions);
    datapoints_.push_back(&items_[i].datapoint);
    image_pointers_.push_back(&items_[i].image);
  }
  const auto count = static_cast<std::uint32_t>(items_.size());
  batch_ = {sizeof(assay_batch_t), count, datapoints_.data(), nullptr};
  list_ = {sizeof(assay_image_list_t), count, image_pointers_.data()};
}

}  // namespace assay::worker
