// SPDX-License-Identifier: Apache-2.0
// Values as the language of definitions has them, in flow style: what the reader takes for the same
// value again. Variables and quotes in texts are escaped.
#pragma once

#include <string>
#include <string_view>

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// Plain where it is a word that can be nothing else, else in double quotes.
std::string yaml_text(std::string_view text);

/// Of an axis of the value's type. Numbers are finite but in lists.
std::string yaml_literal(const AxisValue& value);

}  // namespace assay::stress
