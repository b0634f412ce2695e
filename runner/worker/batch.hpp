// SPDX-License-Identifier: Apache-2.0
// The runner's pixels, mapped read-only, and the contract's view of a batch of them.
#pragma once

#include <assay/abi/datapoint.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/plugin/wire/messages.hpp"

namespace assay::worker {

/// Shared memory with pixels, by the runner's number for it.
class PixelRegions {
 public:
  PixelRegions() = default;
  PixelRegions(const PixelRegions&) = delete;
  PixelRegions& operator=(const PixelRegions&) = delete;

  /// Maps the memory and closes `fd`. Throws Refusal.
  void add(const plugin::wire::Region& region, int fd);
  /// The pixels of an image; throws Refusal when they do not lie within their region.
  const std::byte* find(const plugin::wire::PredictImage& image, std::uint64_t bytes) const;
  /// Unmaps the transient ones.
  void drop_transient();

 private:
  struct Mapping {
    const std::byte* base = nullptr;
    std::uint64_t bytes = 0;
    bool transient = false;
  };
  std::map<std::uint64_t, Mapping> mappings_;
};

/// The contract's structs for one batch; they point into this object and into the regions.
class BatchView {
 public:
  BatchView() = default;
  BatchView(const BatchView&) = delete;
  BatchView& operator=(const BatchView&) = delete;

  /// Replaces what was there. `predict` and the regions must stay until the next call. Throws
  /// Refusal when an image does not lie within its region.
  void build(const plugin::wire::Predict& predict, const PixelRegions& regions);

  const assay_batch_t* batch() const { return &batch_; }
  const assay_image_list_t* images() const { return &list_; }

 private:
  struct Item {
    std::int64_t shape[3];
    std::int64_t strides[3];
    assay_image_t image;
    assay_input_t input;
    const assay_input_t* inputs[1];
    assay_datapoint_t datapoint;
  };

  static void fill(Item& item, const plugin::wire::PredictImage& image,
                   const PixelRegions& regions);

  std::vector<Item> items_;
  std::vector<const assay_datapoint_t*> datapoints_;
  std::vector<const assay_image_t*> image_pointers_;
  assay_batch_t batch_{};
  assay_image_list_t list_{};
};

}  // namespace assay::worker
