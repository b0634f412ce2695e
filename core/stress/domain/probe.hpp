// SPDX-License-Identifier: Apache-2.0
// What a domain's transformations do, found out by trying them on a small picture: operators need
// not declare what can be seen.
#pragma once

#include <string>
#include <vector>

#include "core/stress/domain/domain.hpp"

namespace assay::stress {

/// Whether a node moves things to other places at some point.
bool moves_things(const Domain& domain, std::size_t node);

/// Whether a node joins images, and not only chooses among them.
bool shows_all_inputs(const Domain& domain, std::size_t node);

/// Keys of free axes along which nothing changes, whatever the others of their transformation are.
std::vector<std::string> dead_axes(const Domain& domain);

}  // namespace assay::stress
