// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/check.hpp"

namespace assay::runner {

/// The one of a definition's models, data sets, ... of this name, which the parser has checked.
template <class Item>
const Item& named(const std::vector<Item>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Item& each) { return each.name == name; });
  ASSAY_CHECK(found != all.end());
  return *found;
}

}  // namespace assay::runner
