// SPDX-License-Identifier: Apache-2.0
// How numbers are shown to people: four decimals, COCO's -1 as -1, what is not defined as n/a.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/report/results.hpp"

namespace assay::report {

/// "0.3034", "-1", "n/a".
std::string shown(std::optional<double> value);

/// The same for the value or bound of a gate: those on counts ("datapoints.failed") have no
/// decimals.
std::string shown(std::optional<double> value, std::string_view metric);

/// "bbox.AP50 at least 0.3000", "... at most ...", "... from ... to ...".
std::string condition_of(const Gate& gate);

}  // namespace assay::report
