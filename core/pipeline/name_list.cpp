// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/name_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/source.hpp"

namespace assay::pipeline {

std::string first_names(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 8;
  const std::size_t shown = std::min(names.size(), kShown);
  std::vector<std::string> head;
  for (std::size_t i = 0; i < shown; ++i) head.push_back(printable(names[i]));
  const std::string more =
      names.size() > shown ? fmt::format(", ... ({} in all)", names.size()) : "";
  return fmt::format("{}{}", fmt::join(head, ", "), more);
}

}  // namespace assay::pipeline
