// SPDX-License-Identifier: Apache-2.0
// Why the worker will not, or the plugin would not, go on. It reaches the runner as wire::Refused.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace assay::worker {

class Refusal : public std::runtime_error {
 public:
  /// `status` is the plugin's, 0 where the worker itself refuses.
  explicit Refusal(const std::string& text, std::int32_t status = 0)
      : std::runtime_error(text), status_(status) {}
  std::int32_t status() const { return status_; }

 private:
  std::int32_t status_;
};

}  // namespace assay::worker
