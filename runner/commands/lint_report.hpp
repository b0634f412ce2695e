// SPDX-License-Identifier: Apache-2.0
// What `assay dataset check` prints.
#pragma once

#include <string>
#include <vector>

#include "core/dataset/lint/lint.hpp"

namespace assay::runner {

struct CheckedDataset {
  std::string name;
  std::string format;  // as the definition spells it
  dataset::lint::Report report;
};

/// For people: by rule, with what it does, how often it was found, and the first `shown` places.
std::string lint_text(const CheckedDataset& checked, std::size_t shown);

/// For scripts: all findings that were kept.
std::string lint_json(const std::vector<CheckedDataset>& checked);

}  // namespace assay::runner
