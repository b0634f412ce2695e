// SPDX-License-Identifier: Apache-2.0
// The text of report.html.mustache.
#pragma once

#include <string_view>

namespace assay::report {

std::string_view report_template();

}  // namespace assay::report
