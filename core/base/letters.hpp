// SPDX-License-Identifier: Apache-2.0
// Letters and control characters of ASCII; bytes of other alphabets stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace assay {

std::string lower_case(std::string_view text);

/// Lower case, without white space around: names of categories, classes and columns that differ by
/// nothing else mean the same.
std::string fold_name(std::string_view name);

bool is_control(char c);

}  // namespace assay
