// SPDX-License-Identifier: Apache-2.0
// Host functions are called by plugins, through C frames: nothing may be thrown out of them.
#pragma once

#include <assay/abi/base.h>

#include <new>
#include <utility>

namespace assay::worker {

/// Runs `body`, which returns a status; whatever it throws becomes one.
template <class Body>
assay_status_t guarded(Body&& body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (const std::bad_alloc&) {
    return ASSAY_E_MEMORY;
  } catch (...) {
    return ASSAY_E_INTERNAL;
  }
}

}  // namespace assay::worker
