// SPDX-License-Identifier: Apache-2.0
// The texts of templates/: whole pages, and the parts that they have in common.
#pragma once

#include <span>
#include <string_view>

namespace assay::report {

/// "report.html", "style", ...: there must be such a file.
std::string_view template_named(std::string_view name);

/// The names of all parts, which pages use as {{>part_name}}.
std::span<const std::string_view> template_parts();

}  // namespace assay::report
