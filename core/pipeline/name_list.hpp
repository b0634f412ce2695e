// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::pipeline {

/// The first few names of a list that may hold a thousand, and how many there are. Printable: they
/// go to a terminal.
std::string first_names(const std::vector<std::string>& names);

}  // namespace assay::pipeline
