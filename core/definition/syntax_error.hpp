// SPDX-License-Identifier: Apache-2.0
// yaml-cpp's terse sentences, made into something that people can act on.
#pragma once

#include <string>

#include "core/definition/line_index.hpp"
#include "core/definition/problems.hpp"

namespace assay::definition {

/// Throws all problems, with `message` (the parser's) at `mark` as the last: a better sentence for
/// the usual slips, else its own with a remedy.
[[noreturn]] void fail_on_syntax(Mark mark, const std::string& message, const Source& source,
                                 const LineIndex& lines, Problems& problems);

}  // namespace assay::definition
