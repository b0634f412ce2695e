// SPDX-License-Identifier: Apache-2.0
// Names of categories that seem to mean one thing: capitals and blanks tell categories apart, and
// so do typos.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::dataset::lint {

struct NamedCount {
  std::string name;
  std::size_t count = 0;
  std::string_view unit = "object";  // of what
};

/// Tells names that others have with other capitals or other blanks around: the rarer of two. Where
/// `typos`, since names come from the records and not from a list, also names that are one or two
/// letters off one that is ten times as frequent. `at` is the position of the rarer name.
using OnName = std::function<void(std::size_t at, std::string_view what)>;
void find_spellings(const std::vector<NamedCount>& names, bool typos, const OnName& report);

}  // namespace assay::dataset::lint
