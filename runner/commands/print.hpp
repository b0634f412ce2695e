// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace assay::runner {

/// Results go to stdout; a closed or full stdout is an error like any other. Throws Error{io}.
void print(const std::string& text);

}  // namespace assay::runner
