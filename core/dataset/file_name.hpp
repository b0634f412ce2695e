// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace assay::dataset {

/// Why a file name of an annotation file must not be followed (it is empty, absolute, or leaves the
/// folder of images), or nullopt.
std::optional<std::string> fault_in_file_name(const std::string& name);

}  // namespace assay::dataset
