// SPDX-License-Identifier: Apache-2.0
#include "runner/suspects.hpp"

#include <algorithm>
#include <utility>

namespace assay::runner {

bool Suspects::go_on_after(const std::vector<std::size_t>& in_flight, int signal,
                           std::uint64_t recorded) {
  bool progress = std::exchange(recorded_, std::max(recorded, recorded_)) < recorded;
  for (const std::size_t key : in_flight) progress = add(key, signal) || progress;
  fruitless_ = progress ? 0 : fruitless_ + 1;
  return !in_flight.empty() && fruitless_ <= kMostFruitless;
}

/// True where it has now crashed a second runner.
bool Suspects::add(std::size_t key, int signal) {
  const auto found = std::find_if(suspects_.begin(), suspects_.end(),
                                  [&](const auto& suspect) { return suspect.key == key; });
  if (found == suspects_.end()) {
    suspects_.push_back({key, 1, signal});
    return false;
  }
  found->signal = signal;
  return ++found->crashes == 2;
}

}  // namespace assay::runner
