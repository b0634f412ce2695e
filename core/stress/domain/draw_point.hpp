// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/stress/domain/domain.hpp"
#include "core/stress/random/stream.hpp"

namespace assay::stress {

/// A point as the axes' distributions say that they are in operation: one number of the stream for
/// each axis, in their order.
DomainPoint draw_point(const Domain& domain, Stream& random);

}  // namespace assay::stress
