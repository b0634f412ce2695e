// SPDX-License-Identifier: Apache-2.0
// How numbers are shown to people: four decimals, COCO's -1 as -1, what is not defined as n/a.
// Those of a gate have as many as its verdict needs.
#pragma once

#include <optional>
#include <string>

#include "core/report/results.hpp"

namespace assay::report {

/// "0.3034", "-1", "n/a".
std::string shown(std::optional<double> value);

/// "12.3 %" for 0.123.
std::string shown_part(double part);

/// The same as shown() for the value of a gate, with more decimals where four would hide why it
/// passes or fails
/// ("0.81396" where at least 0.81397 is wanted). Counts ("datapoints.failed") have none.
std::string shown_value(const Gate& gate);

/// "bbox.AP50 at least 0.3", "... at most ...", "... from ... to ...": the bounds' own digits.
std::string condition_of(const Gate& gate);

}  // namespace assay::report
