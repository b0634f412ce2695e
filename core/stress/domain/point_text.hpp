// SPDX-License-Identifier: Apache-2.0
// Points of a domain as people write and read them: "node.axis=value".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/stress/domain/domain.hpp"

namespace assay::stress {

/// As a definition would have it: 0.25, true, jpg, [255, 0, 0]. Reads back to the same value.
std::string text_of(const AxisValue& value);

/// "a.gamma=0.7", one for each axis.
std::vector<std::string> settings_of(const Domain& domain, const DomainPoint& point);

/// The axis of a setting, which may be none of the domain's. Names may have a "=" themselves: of
/// several axes that a setting might be of it is the one with the longest key. Throws Error{usage}
/// where there is no "=".
std::string_view key_of(const Domain& domain, std::string_view setting);

/// Puts values into `point`. Values need not be the domain's own, but the operator must take them.
/// Throws Error{usage} naming what is wrong: no such axis, no value, one that does not fit.
void apply_settings(const Domain& domain, std::span<const std::string> settings,
                    DomainPoint& point);

}  // namespace assay::stress
