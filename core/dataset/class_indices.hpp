// SPDX-License-Identifier: Apache-2.0
// Class indices of labels, and the names that `categories` gives them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// Why the index, 0 at least, cannot be one of `names`; nullopt where it can, or there are none.
std::optional<std::string> fault_in_class_index(std::int64_t index,
                                                const definition::CategoryNames& names);

/// The categories that have a name, by index.
std::vector<Category> named_categories(const definition::CategoryNames& names);

}  // namespace assay::dataset
