// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/pipeline/supervision.hpp"

namespace assay::runner {

/// assay stress DEFINITION ...: search a domain for what breaks a model.
int run_stress(const std::vector<std::string>& arguments, const pipeline::Supervision& supervision);

}  // namespace assay::runner
