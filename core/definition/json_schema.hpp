// SPDX-License-Identifier: Apache-2.0
// The definition's tables as a JSON Schema, for editors that complete and check YAML by one.
#pragma once

#include <string>

namespace assay::definition {

/// JSON Schema, draft 2020-12, with a line feed at its end. A definition that parses is valid by
/// it, or uses a variable where it cannot know the value; what only the parser finds (names that do
/// not exist, files that are not there) passes.
std::string json_schema();

}  // namespace assay::definition
