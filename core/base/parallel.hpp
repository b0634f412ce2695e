// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace assay {

/// Calls `work(i)` for each i below `count`, each once, from `threads` threads at most, in any
/// order. The first thing thrown is thrown here when all threads have ended.
void for_each_index(std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t)>& work);

}  // namespace assay
