// SPDX-License-Identifier: Apache-2.0
// A batch of images made for the probe: their content depends on their sizes alone, so that the
// same images in another kind of memory must give the same predictions.
#pragma once

#include <assay/abi/entry.h>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "runner/probe/guarded_memory.hpp"
#include "runner/probe/peer_structs.hpp"

namespace assay::probe {

struct ImageSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
};

struct BatchForm {
  std::vector<ImageSize> sizes{{64, 48}, {48, 64}, {128, 32}};
  assay_color_t color = ASSAY_COLOR_RGB;
  std::int64_t row_padding = 0;  // bytes
  bool read_only = false;
  bool at_guard = false;  // nobody may read behind the last row
  Extent extent = Extent::exact;
};

/// Of images that an entry takes: in one of its colours, three of different sizes or as many as a
/// call may have.
BatchForm form_for(const assay_entry_t& predict);

class ProbeBatch {
 public:
  explicit ProbeBatch(const BatchForm& form);
  ProbeBatch(const ProbeBatch&) = delete;
  ProbeBatch& operator=(const ProbeBatch&) = delete;

  const assay_batch_t* batch() const { return batch_; }
  const assay_image_list_t* images() const { return list_; }

 private:
  struct Extents {
    std::int64_t shape[3];
    std::int64_t strides[3];
  };
  void add(const BatchForm& form, ImageSize size);
  void* paint(const BatchForm& form, const Extents& extents);

  PeerStructs structs_;
  std::deque<GuardedMemory> pixels_;
  std::deque<Extents> extents_;
  std::deque<std::string> ids_;
  std::deque<const assay_input_t*> inputs_;
  std::vector<const assay_datapoint_t*> datapoints_;
  std::vector<const assay_image_t*> image_pointers_;
  const assay_batch_t* batch_ = nullptr;
  const assay_image_list_t* list_ = nullptr;
};

}  // namespace assay::probe
