// SPDX-License-Identifier: Apache-2.0
// The table of fields: what each must look like. validate.hpp applies it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/plugin/validate.hpp"
#include "core/predict/field.hpp"

namespace assay::plugin {

/// Thrown by the checks below and caught by validate(): "boxes: has shape [3,5], must be [N,4]".
struct FieldFault {
  std::string message;
};

/// Brings one field into the form of the table. Returns its number of instances where it has one
/// for each; throws FieldFault. An unknown name is a fault.
std::optional<std::size_t> apply_rule(predict::Field& field, const OutputRules& rules,
                                      predict::ImageSize image);

/// Every name of the table.
std::vector<std::string> field_names();

}  // namespace assay::plugin
