// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// assay domain list | show | apply: operational domains and the operators they are made of.
int run_domain(const std::vector<std::string>& arguments);

}  // namespace assay::runner
