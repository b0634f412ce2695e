// SPDX-License-Identifier: Apache-2.0
// Where and why a text is not JSON. The fast reader knows neither, so this reads the text again.
#pragma once

#include <string>

#include "core/base/source.hpp"
#include "core/dataset/file_fault.hpp"

namespace assay::dataset {

/// Points at line and column and names the element ("annotations[12].bbox").
/// `otherwise` is the cause where this second reading finds nothing wrong.
FileFault json_fault(const Source& file, const std::string& otherwise);

}  // namespace assay::dataset
