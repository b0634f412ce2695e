// SPDX-License-Identifier: Apache-2.0
// The assay.yaml beside a data set that was written: a definition of it alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/definition/definition.hpp"

namespace assay::dataset::convert {

/// What the data set's entry says of its files; "" for what it has not.
struct Entry {
  std::string command;  // that wrote it: "convert"
  definition::ProblemType task = definition::ProblemType::custom;
  std::string format;
  std::string images;  // data_url, annotations_url and list_url
  std::string annotations;
  std::string list;
  std::vector<std::pair<std::int64_t, std::string>> categories;  // ascending; none: not said
  std::optional<std::vector<std::int64_t>> ignored;              // ignore_labels
};

/// With what `spec`, the definition's data set that it was made of, says of its images, scores and
/// categories.
std::string definition_text(const definition::Dataset& spec, const Entry& entry);

}  // namespace assay::dataset::convert
