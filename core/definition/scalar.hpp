// SPDX-License-Identifier: Apache-2.0
// The type of a plain scalar by YAML 1.2's core schema: what `8`, `0.5`, `true` and `~` mean.
// `yes`, `on` and `1_000` are text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace assay::definition {

/// `monostate` is null.
using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

struct TypedScalar {
  Scalar value;
  std::string problem;  // "" when the value stands, else why it cannot be held
};

TypedScalar type_plain(std::string_view text);

/// How messages call it: "nothing", "true", "the number 5", "the text 'x'".
std::string describe(const Scalar& value);

}  // namespace assay::definition
