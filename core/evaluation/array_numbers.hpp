// SPDX-License-Identifier: Apache-2.0
// The elements of an array of any type as plain numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/predict/field.hpp"

namespace assay::evaluation {

/// nullopt for f16 and bool.
std::optional<std::vector<double>> numbers_of(const predict::Array& array);
/// nullopt where the type is not one of integers.
std::optional<std::vector<std::int64_t>> integers_of(const predict::Array& array);
/// 1 for what is not 0, in any type but f16 (nullopt).
std::optional<std::vector<std::uint8_t>> flags_of(const predict::Array& array);

}  // namespace assay::evaluation
