// SPDX-License-Identifier: Apache-2.0
// Class indices of labels, and the names that `categories` gives them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// Whether somebody may have meant a number: "3", but also " 3", "+3", "3.0" and "-1".
bool looks_like_number(std::string_view text);

/// A remark where names that are numbers, at least some of them, are numbered in the order of their
/// text ("10" before "2"), which nobody means who numbers classes.
std::optional<std::string> warning_of_text_order(const std::vector<Category>& categories);

/// Why the index, 0 at least, cannot be one of `names`; nullopt where it can, or there are none.
std::optional<std::string> fault_in_class_index(std::int64_t index,
                                                const definition::CategoryNames& names);

/// Where the category of the index is among categories sorted by it. It is one of them.
std::size_t position_of(std::int64_t index, const std::vector<Category>& categories);

/// The categories that have a name, by index.
std::vector<Category> named_categories(const definition::CategoryNames& names);

}  // namespace assay::dataset
