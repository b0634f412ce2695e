// SPDX-License-Identifier: Apache-2.0
// The images of one predict call, in whichever form its entry asked for them.
#pragma once

#include <assay/sdk/datapoint.hpp>
#include <assay/sdk/visibility.hpp>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

/// The datapoints of a predict call, from whichever of its values holds them.
struct BatchView {
  const assay_batch_t* datapoints = nullptr;
  const assay_image_list_t* images = nullptr;

  std::uint32_t count() const noexcept { return datapoints ? datapoints->count : images->count; }
  Datapoint datapoint(std::uint32_t index, Failures& failures) const {
    return {*datapoints->datapoints[index], index, failures};
  }
  Image image(std::uint32_t index) const {
    if (images != nullptr) return Image(*images->images[index]);
    const assay_datapoint_t& datapoint = *datapoints->datapoints[index];
    for (std::uint32_t i = 0; i < datapoint.n_inputs; ++i) {
      if (datapoint.inputs[i]->image != nullptr) return Image(*datapoint.inputs[i]->image);
    }
    throw_error(Status::argument, "the datapoint has no image");
  }
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
