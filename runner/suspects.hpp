// SPDX-License-Identifier: Apache-2.0
// What a supervisor concludes from the crashes of its runners: which images are under suspicion,
// and whether another runner is worth while.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/pipeline/supervision.hpp"

namespace assay::runner {

class Suspects {
 public:
  /// Runners in a row that crash without anything being recorded or any image found guilty.
  static constexpr int kMostFruitless = 10;

  /// Notes a crash by `signal` while these were being decoded; `recorded` were then safe
  /// in the journal. False when it is no use to go on: nothing was being decoded, or too many
  /// crashes in a row have led nowhere.
  bool go_on_after(const std::vector<std::size_t>& in_flight, int signal, std::uint64_t recorded);

  const std::vector<pipeline::Suspect>& list() const { return suspects_; }

 private:
  bool add(std::size_t key, int signal);

  std::vector<pipeline::Suspect> suspects_;
  std::uint64_t recorded_ = 0;
  int fruitless_ = 0;
};

}  // namespace assay::runner
