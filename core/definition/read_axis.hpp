// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/definition/domain_spec.hpp"
#include "core/definition/variables.hpp"
#include "core/definition/yaml_tree.hpp"

namespace assay::definition {

/// One axis of a transformation: its values fit its type, and there are some. Reports what does
/// not.
Axis read_axis(const Node& node, const Scope& scope, Reading& reading);

}  // namespace assay::definition
