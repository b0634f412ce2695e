// SPDX-License-Identifier: Apache-2.0
// The page that lists all operators and their axes, core/stress/operators.md.
#pragma once

#include <string>

#include "core/stress/operators/catalogue.hpp"

namespace assay::stress {

std::string operators_page(const Catalogue& catalogue);

}  // namespace assay::stress
