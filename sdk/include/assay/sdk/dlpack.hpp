// SPDX-License-Identifier: Apache-2.0
// Opt-in, for plugins whose runtime takes DLPack: an assay::Image as a DLTensor without copying its
// pixels. The author supplies dlpack/dlpack.h. There is no DLManagedTensor, for nothing is owned.
#pragma once

#if !__has_include(<dlpack/dlpack.h>)
#error "assay: assay/sdk/dlpack.hpp needs dlpack/dlpack.h of the DLPack project among the includes"
#else

#include <assay/sdk/image.hpp>
#include <assay/sdk/visibility.hpp>

#include <dlpack/dlpack.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

// The contract's tensors are DLPack's, so those of later versions can be handed on as they are.
static_assert(sizeof(DLTensor) == sizeof(assay_tensor_t) &&
                  offsetof(DLTensor, data) == offsetof(assay_tensor_t, data) &&
                  offsetof(DLTensor, device) == offsetof(assay_tensor_t, device) &&
                  offsetof(DLTensor, ndim) == offsetof(assay_tensor_t, ndim) &&
                  offsetof(DLTensor, dtype) == offsetof(assay_tensor_t, dtype) &&
                  offsetof(DLTensor, shape) == offsetof(assay_tensor_t, shape) &&
                  offsetof(DLTensor, strides) == offsetof(assay_tensor_t, strides) &&
                  offsetof(DLTensor, byte_offset) == offsetof(assay_tensor_t, byte_offset),
              "assay: this dlpack.h lays out DLTensor in another way than assay_tensor_t");
static_assert(sizeof(DLDevice) == sizeof(assay_device_t) &&
                  offsetof(DLDevice, device_id) == offsetof(assay_device_t, id) &&
                  sizeof(DLDataType) == sizeof(assay_dtype_t) &&
                  offsetof(DLDataType, bits) == offsetof(assay_dtype_t, bits) &&
                  offsetof(DLDataType, lanes) == offsetof(assay_dtype_t, lanes) &&
                  static_cast<int>(kDLCPU) == ASSAY_DEVICE_CPU &&
                  static_cast<int>(kDLUInt) == ASSAY_DTYPE_UINT,
              "assay: this dlpack.h has other codes than the contract");

}  // namespace detail

/// A view of one image: u8, [height, width, channels] on the CPU. It holds the shape and strides
/// that its tensor points to, hence no copies: the tensor is valid as long as this object, and the
/// pixels until the entry returns. For reading only, although DLTensor cannot say so (writing to
/// the pixels ends the process). Row 0 starts on a multiple of 64 bytes; rows may be padded.
class DlpackView {
 public:
  explicit DlpackView(const Image& image) noexcept
      : shape_{image.height(), image.width(), image.channels()},
        strides_{image.row_stride(), image.channels(), 1} {
    tensor_.data = const_cast<std::uint8_t*>(image.data());
    tensor_.device = {kDLCPU, 0};
    tensor_.ndim = static_cast<std::int32_t>(shape_.size());
    tensor_.dtype = {static_cast<std::uint8_t>(kDLUInt), 8, 1};
    tensor_.shape = shape_.data();
    tensor_.strides = strides_.data();
  }
  DlpackView(const DlpackView&) = delete;
  DlpackView& operator=(const DlpackView&) = delete;

  /// Consumers take it without const; they must not change it.
  DLTensor* tensor() noexcept { return &tensor_; }
  const DLTensor& operator*() const noexcept { return tensor_; }

 private:
  std::array<std::int64_t, 3> shape_;
  std::array<std::int64_t, 3> strides_;  // in elements, which are bytes
  DLTensor tensor_ = {};
};

}  // namespace sdk_1_0
}  // namespace assay

#endif
