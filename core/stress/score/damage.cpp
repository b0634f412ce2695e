// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/damage.hpp"

#include <array>

namespace assay::stress {

std::string_view name_of(FailureMode mode) {
  static constexpr std::array<std::string_view, 8> kNames{
      "none",  "missed",         "wrong class",   "drifted",
      "faint", "false positive", "less accurate", "crashed"};
  return kNames.at(static_cast<std::size_t>(mode));
}

Damage crash_damage() {
  Damage damage;
  damage.score = 1;
  damage.guide = 1;
  damage.mode = FailureMode::crashed;
  return damage;
}

}  // namespace assay::stress
