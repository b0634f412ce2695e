// SPDX-License-Identifier: Apache-2.0
// Severity presets: how much of its range a free axis is given.
#pragma once

#include "core/stress/domain/free_axis.hpp"

namespace assay::stress {

/// Narrows the range of a strength towards where the axis does least: each end keeps the part
/// severity / 5 of its distance from there, at definition::kFullSeverity all of it. Whole numbers
/// are rounded towards there. Severities of ImageNet-C, which are levels of the same scale, end at
/// the preset instead. Axes that are no strength, and those without a range, stay as they are.
/// `severity` is above 0, and at most full; `of` has the axis.
void narrow(FreeAxis& axis, const Operator& of, double severity);

}  // namespace assay::stress
