// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/delta_debugging.hpp"

#include <algorithm>
#include <utility>

namespace assay::stress {

DeltaDebugging::DeltaDebugging(std::vector<std::size_t> items)
    : kept_(std::move(items)), part_(kept_.size() < 2 ? 0 : (kept_.size() + 1) / 2) {}

std::optional<std::vector<std::size_t>> DeltaDebugging::next() const {
  if (part_ == 0) return std::nullopt;
  const auto begin = kept_.begin() + static_cast<std::ptrdiff_t>(start_);
  const auto end =
      kept_.begin() + static_cast<std::ptrdiff_t>(std::min(start_ + part_, kept_.size()));
  std::vector<std::size_t> rest(kept_.begin(), begin);
  rest.insert(rest.end(), end, kept_.end());
  return rest;
}

void DeltaDebugging::tell(bool still_fails) {
  if (still_fails) {
    kept_ = *next();
    left_out_ = true;
    part_ = std::min(part_, kept_.size() / 2);
  } else {
    start_ += part_;
  }
  if (start_ < kept_.size()) return;
  // What was needed beside things that are gone by now may not be needed any more: another round.
  const bool ended = part_ == 1 && !left_out_;
  part_ = ended ? 0 : std::min((part_ + 1) / 2, kept_.size() / 2);
  start_ = 0;
  left_out_ = false;
}

}  // namespace assay::stress
