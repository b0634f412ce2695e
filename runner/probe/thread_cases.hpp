// SPDX-License-Identifier: Apache-2.0
// Calls from several threads, as far as the entries allow them.
#pragma once

#include "runner/probe/subject.hpp"

namespace assay::probe {

/// SERIAL: load, predict and unload each on a thread of its own. MODEL: several models at once.
/// FREE: one model from several threads at once. AFFINE allows nothing of that.
void try_threads(Subject& subject, Reporter& reporter);

}  // namespace assay::probe
