// SPDX-License-Identifier: Apache-2.0
// Text of plugins goes into JSON, reports and terminals, which take only UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace assay::plugin {

bool is_utf8(std::string_view text);

/// The text with every byte that is not part of a UTF-8 sequence, and every control character but
/// the line feed, as '?'.
std::string printable(std::string_view text);

}  // namespace assay::plugin
