// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/class_indices.hpp"

#include <fmt/format.h>

namespace assay::dataset {

std::optional<std::string> fault_in_class_index(std::int64_t index,
                                                const definition::CategoryNames& names) {
  if (names.names.empty()) return std::nullopt;
  if (index >= static_cast<std::int64_t>(names.names.size())) {
    return fmt::format("the class index {} is more than the {} 'categories' have", index,
                       names.names.size());
  }
  if (!names.names[static_cast<std::size_t>(index)].empty()) return std::nullopt;
  return fmt::format("the class index {} has no name in 'categories'", index);
}

std::vector<Category> named_categories(const definition::CategoryNames& names) {
  std::vector<Category> categories;
  for (std::size_t i = 0; i < names.names.size(); ++i) {
    if (!names.names[i].empty())
      categories.push_back({static_cast<std::int64_t>(i), names.names[i]});
  }
  return categories;
}

}  // namespace assay::dataset
