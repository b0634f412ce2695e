// SPDX-License-Identifier: Apache-2.0
// Outcomes one at a time: maps of pixels and images of a whole data set do not fit into memory.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>

#include "core/predict/outcome.hpp"

namespace assay::predict {

struct OutcomeStream {
  OutcomeStream(std::size_t number, std::function<Outcome(std::size_t)> source)
      : count(number), at(std::move(source)) {}
  /// Of outcomes in memory, which must outlive it.
  explicit OutcomeStream(std::span<const Outcome> outcomes)
      : count(outcomes.size()), at([outcomes](std::size_t i) { return outcomes[i]; }) {}

  std::size_t count;
  std::function<Outcome(std::size_t)> at;  // in the data set's order, with all fields
};

}  // namespace assay::predict
