// SPDX-License-Identifier: Apache-2.0
// What is wrong with what an author said about a param: names, defaults and ranges, of its members
// too.
#pragma once

#include <assay/sdk/mistake.hpp>
#include <assay/sdk/param_table.hpp>
#include <assay/sdk/visibility.hpp>

#include <string_view>
#include <utility>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

constexpr bool is_identifier(const char* name) noexcept {
  if (name == nullptr || *name == '\0' || (*name >= '0' && *name <= '9')) return false;
  for (; *name != '\0'; ++name) {
    const char letter = static_cast<char>(*name | ' ');  // lower case; of no use for the others
    const bool fits =
        (letter >= 'a' && letter <= 'z') || (*name >= '0' && *name <= '9') || *name == '_';
    if (!fits) return false;
  }
  return true;
}

constexpr bool is_in_range(const assay_value_t& value, const assay_param_t& param) noexcept {
  if (value.kind != ASSAY_KIND_INT && value.kind != ASSAY_KIND_FLOAT) return true;
  const double number = value.kind == ASSAY_KIND_INT ? static_cast<double>(value.u.i) : value.u.f;
  if ((param.flags & ASSAY_PARAM_MINIMUM) != 0 && number < param.minimum) return false;
  return (param.flags & ASSAY_PARAM_MAXIMUM) == 0 || number <= param.maximum;
}

constexpr bool allows(std::uint32_t kinds, const assay_value_t& value) noexcept {
  return (kinds & ASSAY_KIND_BIT(value.kind)) != 0;
}

constexpr Mistake wrong_range(const assay_param_t& param, std::uint32_t said_flags) noexcept {
  constexpr std::uint32_t kBounds = ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM;
  constexpr std::uint32_t kNumbers =
      ASSAY_KIND_BIT(ASSAY_KIND_INT) | ASSAY_KIND_BIT(ASSAY_KIND_FLOAT);
  const bool is_number = ((param.kinds | param.element_kinds) & kNumbers) != 0;
  if ((said_flags & kBounds) != 0 && !is_number) return Mistake::range_without_number;
  const bool is_empty = (param.flags & kBounds) == kBounds && param.minimum > param.maximum;
  return is_empty ? Mistake::empty_range : Mistake::none;
}

template <class Table>
constexpr Mistake wrong_default() noexcept {
  const assay_param_t& param = Table::kTyped;
  if (!Table::kHasDefault) {
    return Table::kIsRequired || Table::kMayBeNull ? Mistake::none : Mistake::no_default;
  }
  if (!allows(param.kinds, Table::kDefault)) return Mistake::default_type;
  if (!is_in_range(Table::kDefault, param)) return Mistake::default_outside_range;
  const bool is_of_length = param.max_elements == 0 || Table::kDefault.count == param.max_elements;
  if (!is_of_length) return Table::kHasElements ? Mistake::default_length : Mistake::no_default;
  for (const assay_value_t& element : Table::kElements) {
    if (!allows(param.element_kinds, element)) return Mistake::default_type;
    if (!is_in_range(element, param)) return Mistake::default_outside_range;
  }
  return Mistake::none;
}

template <class Table>
constexpr Mistake wrong_param() noexcept;

template <auto kMember>
struct MemberTag {};

/// Whether a key fills the member that an earlier one fills. By type: sanitizers make comparisons
/// of addresses no constants.
template <class Table, std::size_t kKey, std::size_t... kKeys>
constexpr bool is_member_taken(std::index_sequence<kKeys...>) noexcept {
  using Tag = MemberTag<Table::template KeyTable<kKey>::Bound::kMember>;
  return ((kKeys < kKey &&
           std::is_same_v<Tag, MemberTag<Table::template KeyTable<kKeys>::Bound::kMember>>) ||
          ...);
}

/// The first mistake in the keys of a param with members.
template <class Table, std::size_t... kKeys>
constexpr Mistake wrong_keys(std::index_sequence<kKeys...>) noexcept {
  const Mistake mistakes[] = {wrong_param<typename Table::template KeyTable<kKeys>>()...};
  const assay_param_t* const keys[] = {&Table::template KeyTable<kKeys>::kTyped...};
  const bool is_taken[] = {
      is_member_taken<Table, kKeys>(std::make_index_sequence<sizeof...(kKeys)>())...};
  const bool needs_defaults = Table::kSaid.facts.is_optional && !Table::kIsNullable;
  for (std::size_t i = 0; i < sizeof...(kKeys); ++i) {
    if (mistakes[i] != Mistake::none) return mistakes[i];
    for (std::size_t k = 0; k < i; ++k) {
      if (std::string_view(keys[i]->name) == keys[k]->name) return Mistake::same_key;
    }
    if (is_taken[i]) return Mistake::same_member;
    const bool is_required = (keys[i]->flags & ASSAY_PARAM_REQUIRED) != 0;
    if (needs_defaults && is_required) return Mistake::key_without_default;
  }
  return Mistake::none;
}

template <class Table>
constexpr Mistake wrong_param() noexcept {
  const assay_param_t& param = Table::kTyped;
  const ParamFacts& said = Table::kSaid.facts;
  const std::uint32_t kinds = param.kinds | param.element_kinds;
  if (!is_identifier(said.name)) return Mistake::param_name;
  if (said.is_path && (kinds & ASSAY_KIND_BIT(ASSAY_KIND_PATH)) == 0) {
    return Mistake::path_without_text;
  }
  const Mistake range = wrong_range(param, said.flags);
  if (range != Mistake::none) return range;
  for (const assay_value_t& choice : Table::kChoices) {
    if (!allows(kinds, choice)) return Mistake::choice_type;
  }
  const Mistake fallback = wrong_default<Table>();
  if constexpr (Table::Bound::kKeys > 0) {
    if (fallback == Mistake::none) {
      return wrong_keys<Table>(std::make_index_sequence<Table::Bound::kKeys>());
    }
  }
  return fallback;
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
