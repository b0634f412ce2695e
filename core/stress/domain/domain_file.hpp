// SPDX-License-Identifier: Apache-2.0
// A domain as a file, with all that was left to operators and to a severity preset written out.
#pragma once

#include <string>

#include "core/stress/domain/domain.hpp"

namespace assay::stress {

/// A file that `domains[].file` may name, which reads back to an equal domain.
std::string file_text(const Domain& domain);

}  // namespace assay::stress
