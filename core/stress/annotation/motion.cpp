// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/motion.hpp"

namespace assay::stress {

WarpChain warps_of(const Motion& motion) {
  WarpChain chain;
  for (const auto& step : motion) {
    if (const auto* link = std::get_if<ChainLink>(&step)) chain.push_back(*link);
  }
  return chain;
}

}  // namespace assay::stress
