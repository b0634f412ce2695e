// SPDX-License-Identifier: Apache-2.0
// What the names of metrics stand for.
#pragma once

#include <string_view>

namespace assay::report {

/// A few words for "bbox" and "AP50"; "" for a metric that is not known here.
std::string_view metric_meaning(std::string_view group, std::string_view metric);

}  // namespace assay::report
