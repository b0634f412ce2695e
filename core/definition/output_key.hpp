// SPDX-License-Identifier: Apache-2.0
// What `predict.output.keys` may say: fields, and Efemarai's objects that stand for several.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay::definition {

/// Fields that must be in every prediction for `key`: "bbox" is boxes, classes and scores, "labels"
/// is classes. Empty when the key is not known.
std::vector<std::string> fields_of_key(std::string_view key);

/// Every key but the author's own "user.*".
const std::vector<std::string>& output_keys();

}  // namespace assay::definition
