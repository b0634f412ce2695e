// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/class_indices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace assay::dataset {
namespace {

std::optional<double> number_in(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

}  // namespace

bool looks_like_number(std::string_view text) {
  return number_in(text).has_value();
}

std::optional<std::string> warning_of_text_order(const std::vector<Category>& categories) {
  std::optional<double> before;
  for (const Category& category : categories) {
    const auto number = number_in(category.name);
    if (number && before && *number < *before) {
      return fmt::format(
          "the classes are numbered in the order of their names as text: '{}' is class {}; where "
          "the names are the model's indices, give a labels.csv with the column class_index",
          category.name, category.id);
    }
    if (number) before = number;
  }
  return std::nullopt;
}

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

std::size_t position_of(std::int64_t index, const std::vector<Category>& categories) {
  const auto at =
      std::lower_bound(categories.begin(), categories.end(), index,
                       [](const Category& c, std::int64_t wanted) { return c.id < wanted; });
  return static_cast<std::size_t>(at - categories.begin());
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
