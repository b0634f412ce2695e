// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// assay domain apply [DEFINITION] --domain D IMAGE ...: what a point of a domain makes of an
/// image.
int run_domain_apply(const std::vector<std::string>& arguments);

}  // namespace assay::runner
