// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/probe/cases.hpp"

#include <array>

namespace assay::plugin::probe {

std::span<const Case> all_cases() {
  static constexpr std::array<Case, 12> kCases{{
      {"plain", "probe.crash"},              // load, predict a batch, unload
      {"read-only", "probe.writes-pixels"},  // pixels that cannot be written to
      {"padding", "probe.pixel-bounds"},     // padded rows, and nothing behind the last one
      {"small", "probe.image-size"},         // one pixel, one row, one column
      {"colors", "probe.color"},             // each colour that the entry accepts
      {"flush", "probe.struct-size"},        // nothing behind the structs
      {"enlarged", "probe.struct-size"},     // structs of a newer minor
      {"memory", "probe.memory"},            // outputs that the host refuses
      {"cancelled", "probe.cancelled"},      // a call that should stop
      {"threads", "probe.threads"},          // as concurrently as the entries allow
      {"repeat", "probe.repeat"},            // 20 times load, predict, unload
      {"arguments", "probe.arguments"},      // of another kind, and none
  }};
  return kCases;
}

}  // namespace assay::plugin::probe
