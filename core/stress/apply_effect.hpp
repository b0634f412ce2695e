// SPDX-License-Identifier: Apache-2.0
// One effect on one image. Chains of them are the domain's (domain/).
#pragma once

#include "core/stress/effect.hpp"

namespace assay::stress {

/// Writes all of `to`. Both are RGB, of one size, and do not overlap. The effect merges nothing.
void apply_effect(const Effect& effect, const image::PixelView& from,
                  const image::MutablePixelView& to, Workspace& workspace);

/// The tables' part of it.
void apply_tables(const PointTables& tables, const image::PixelView& from,
                  const image::MutablePixelView& to);

}  // namespace assay::stress
