// SPDX-License-Identifier: Apache-2.0
// Values of the contract that are constant data, or point to data of others.
#pragma once

#include <assay/plugin.h>
#include <assay/sdk/visibility.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

// A constant union of C++17 can be made with another than its first member only so.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#ifdef __clang__
#pragma GCC diagnostic ignored "-Wc++20-designator"
#else
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wc++20-extensions"
#endif
constexpr assay_value_t constant_of(std::string_view text) noexcept {
  const auto size = static_cast<std::uint32_t>(text.size());
  return {ASSAY_KIND_STRING, size, {.str = text.data()}, nullptr};
}
template <class T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
constexpr assay_value_t constant_of(T number) noexcept {
  if constexpr (std::is_same_v<T, bool>) {
    return {ASSAY_KIND_BOOL, 0, {.i = number ? 1 : 0}, nullptr};
  } else if constexpr (std::is_integral_v<T>) {
    return {ASSAY_KIND_INT, 0, {.i = static_cast<std::int64_t>(number)}, nullptr};
  } else {
    return {ASSAY_KIND_FLOAT, 0, {.f = static_cast<double>(number)}, nullptr};
  }
}
constexpr assay_value_t constant_list(const assay_value_t* elements, std::size_t count) noexcept {
  return {ASSAY_KIND_LIST, static_cast<std::uint32_t>(count), {.list = elements}, nullptr};
}
constexpr assay_value_t constant_map(const assay_pair_t* pairs, std::size_t count) noexcept {
  return {ASSAY_KIND_MAP, static_cast<std::uint32_t>(count), {.map = pairs}, nullptr};
}
#pragma GCC diagnostic pop

/// The constant as one of `kinds`: an int for a float, a path for a string; else unchanged.
constexpr assay_value_t constant_as(const assay_value_t& value, std::uint32_t kinds) noexcept {
  const auto allows = [kinds](assay_kind_t kind) { return (kinds & ASSAY_KIND_BIT(kind)) != 0; };
  if (value.kind == ASSAY_KIND_INT && !allows(ASSAY_KIND_INT) && allows(ASSAY_KIND_FLOAT)) {
    return constant_of(static_cast<double>(value.u.i));
  }
  assay_value_t converted = value;
  if (value.kind == ASSAY_KIND_STRING && !allows(ASSAY_KIND_STRING) && allows(ASSAY_KIND_PATH)) {
    converted.kind = ASSAY_KIND_PATH;
  }
  return converted;
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
