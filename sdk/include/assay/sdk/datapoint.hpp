// SPDX-License-Identifier: Apache-2.0
// A datapoint as the host hands it over: an id and named inputs, in this version images. A view,
// valid until the entry returns. Targets never reach a plugin.
#pragma once

#include <assay/sdk/error.hpp>
#include <assay/sdk/image.hpp>
#include <assay/sdk/visibility.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

/// Which datapoints of one predict call were declared failed.
class Failures {
 public:
  Failures(const assay_call_t& call, assay_sink_t* sink, std::size_t count)
      : host_(call.host), sink_(sink), failed_(count, 0) {}

  void add(std::uint32_t index, assay_status_t status, std::string_view text) noexcept {
    failed_[index] = 1;
    host_->out_fail(sink_, index, status, to_abi(text));
  }
  bool contains(std::size_t index) const noexcept { return failed_[index] != 0; }

 private:
  const assay_host_t* host_;
  assay_sink_t* sink_;
  std::vector<char> failed_;  // not vector<bool>: threads may declare different datapoints at once
};

}  // namespace detail

class Datapoint {
 public:
  Datapoint(const assay_datapoint_t& datapoint, std::uint32_t index, detail::Failures& failures)
      : datapoint_(&datapoint), index_(index), failures_(&failures) {}

  /// Stable from run to run; for logs and messages.
  std::string_view id() const noexcept { return detail::from_abi(datapoint_->id); }

  /// The input of that name; throws Error{argument} that names those there are.
  Image input(std::string_view name) const {
    std::string known;
    for (std::uint32_t i = 0; i < datapoint_->n_inputs; ++i) {
      const assay_input_t& one = *datapoint_->inputs[i];
      if (detail::from_abi(one.name) == name && one.image != nullptr) return Image(*one.image);
      known += (i == 0 ? "" : ", ") + std::string(detail::from_abi(one.name));
    }
    throw Error(Status::argument,
                "the datapoint has no image '" + std::string(name) + "' (it has: " + known + ")");
  }

  /// All inputs of one type, in the datapoint's order.
  template <class T = Image>
  std::vector<T> inputs() const {
    static_assert(std::is_same_v<T, Image>, "assay: in this version every input is an Image");
    std::vector<T> images;
    for (std::uint32_t i = 0; i < datapoint_->n_inputs; ++i) {
      if (datapoint_->inputs[i]->image != nullptr)
        images.emplace_back(*datapoint_->inputs[i]->image);
    }
    return images;
  }

  /// Its first image; what most datapoints consist of.
  Image image() const {
    const std::vector<Image> images = inputs<Image>();
    if (images.empty()) detail::throw_error(Status::argument, "the datapoint has no image");
    return images.front();
  }

 private:
  friend void fail(const Datapoint&, std::string_view);
  const assay_datapoint_t* datapoint_;
  std::uint32_t index_;
  detail::Failures* failures_;
};

/// Declares that this datapoint could not be processed while its batch mates could; whatever
/// predict returns for it is dropped. (A function that takes one image just throws.)
inline void fail(const Datapoint& datapoint, std::string_view why) {
  datapoint.failures_->add(datapoint.index_, ASSAY_E_DATAPOINT, why);
}

}  // namespace sdk_1_0
}  // namespace assay
