// SPDX-License-Identifier: Apache-2.0
// What a definition says about the values of an axis, against what its operator takes.
#pragma once

#include <optional>

#include "core/definition/problems.hpp"
#include "core/stress/domain/free_axis.hpp"

namespace assay::stress {

/// The value of a fixed axis; nullopt where it does not fit, which is reported.
std::optional<AxisValue> fixed_value(const definition::Axis& axis, const AxisFacts& facts,
                                     definition::Problems& problems);

/// The values of a free axis, with its distribution and severity; the rest of the result is not
/// set, and neither are the choices that `steps` make. nullopt where they do not fit, which is
/// reported.
std::optional<FreeAxis> free_values(const definition::Axis& axis, const AxisFacts& facts,
                                    definition::Problems& problems);

/// Those of an axis that no definition speaks of.
FreeAxis default_values(const AxisFacts& facts);

}  // namespace assay::stress
