// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// assay domain list [DEFINITION]: the domains there are, and all operators.
int run_domain_list(const std::vector<std::string>& arguments);

/// assay domain show NAME [DEFINITION]: a domain's transformations and axes, or an operator's axes.
int run_domain_show(const std::vector<std::string>& arguments);

}  // namespace assay::runner
