// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// Leaves only the categories of these names: objects of others are taken out (their images stay),
/// so are images of another class, and pixels of other classes count nowhere. Throws Error{dataset}
/// for a name that is no category. No names leave everything. Gives each category's new index by
/// its old one.
std::vector<std::optional<std::size_t>> keep_only(const std::vector<std::string>& names,
                                                  Dataset& dataset);

}  // namespace assay::dataset
