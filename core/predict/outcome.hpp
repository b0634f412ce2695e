// SPDX-License-Identifier: Apache-2.0
// What became of one datapoint: a prediction, or a failure that is a finding and not an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/predict/field.hpp"

namespace assay::predict {

/// Why a datapoint has no prediction. Names are part of summary.json; they are only ever added.
enum class FailureKind {
  image_unreadable,  // missing, undecodable, truncated, too large
  plugin_crash,      // the process died by a signal while it had this datapoint alone
  plugin_exit,       // the process called exit
  plugin_timeout,    // past the predict deadline
  plugin_error,      // predict returned a status, or threw
  datapoint_failed,  // the plugin declared this one failed
  invalid_output,    // wrong shape, NaN, unknown field, ...
  out_of_memory,     // over --worker-memory, or killed by the kernel
  decode_crash,      // the process that decoded the image died of it, twice
};

/// "plugin_crash", ...
std::string_view name_of(FailureKind kind);
/// The inverse; throws Error{io} for an unknown name (it comes from a journal).
FailureKind failure_kind(std::string_view name);

/// `message` holds no pid, address or time, so that equal runs give equal bytes.
struct Failure {
  FailureKind kind = FailureKind::plugin_error;
  std::string message;
  bool operator==(const Failure&) const = default;
};

/// The size of an image, in pixels.
struct ImageSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool operator==(const ImageSize&) const = default;
};

/// Of one datapoint. `index` is its place in the data set; outcomes are kept in that order.
struct Outcome {
  std::size_t index = 0;
  ImageSize image;  // the original image as evaluated; {0, 0} where it was unreadable
  std::variant<Prediction, Failure> result;
  std::vector<std::string> notes = {};  // what became of the image before it was predicted

  const Prediction* prediction() const { return std::get_if<Prediction>(&result); }
  const Failure* failure() const { return std::get_if<Failure>(&result); }
};

}  // namespace assay::predict
