// SPDX-License-Identifier: Apache-2.0
// What is wrong with the members of a param, as far as types tell.
#pragma once

#include <assay/sdk/mistake.hpp>
#include <assay/sdk/signature.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

template <class Struct, class Key>
constexpr Mistake mistake_of_key() noexcept;

/// Of a param with members that fills a T.
template <class T, class P>
struct StructureCheck;
template <class T, auto kMember, std::size_t kChoices, std::size_t kElements, class... Keys>
struct StructureCheck<T, Param<kMember, kChoices, kElements, Keys...>> {
  static constexpr Mistake find() noexcept {
    using Struct = typename StructIn<T>::Type;
    Mistake first = Mistake::none;
    const auto look = [&first](Mistake mistake) {
      if (first == Mistake::none) first = mistake;
    };
    (look(mistake_of_key<Struct, Keys>()), ...);
    const bool can_be_made = std::is_default_constructible_v<Struct>;
    return first == Mistake::none && !can_be_made ? Mistake::struct_without_default : first;
  }
};

/// Of a member that a param fills.
template <class P>
constexpr Mistake mistake_of_type() noexcept {
  using T = typename Binding<P>::Type;
  if (std::is_const_v<T>) return Mistake::unsupported_member;
  if constexpr (Binding<P>::kKeys > 0) {
    return StructureCheck<T, P>::find();
  } else {
    return Argument<T>::kKnown ? Mistake::none : Mistake::unsupported_member;
  }
}

template <class Struct, class Key>
constexpr Mistake mistake_of_key() noexcept {
  if constexpr (!kIsParam<Key>) {
    return Mistake::key_without_member;
  } else if constexpr (!Binding<Key>::kIsMember) {
    return Mistake::key_without_member;
  } else if constexpr (!std::is_same_v<typename Binding<Key>::Struct, Struct>) {
    return Mistake::key_of_another_struct;
  } else {
    return mistake_of_type<Key>();
  }
}

template <class Match, std::size_t kArgument>
constexpr Mistake mistake_of_structure() noexcept {
  if constexpr (Match::kRoles[kArgument] != Role::structure) {
    return Mistake::none;
  } else {
    using P = typename Match::template ParamAt<Match::param_of(kArgument)>;
    return StructureCheck<Bare<typename Match::template ArgumentAt<kArgument>>, P>::find();
  }
}

/// The first argument whose param has members that do not fit it.
template <class Match, std::size_t... kIndices>
constexpr Found wrong_structure(std::index_sequence<kIndices...>) noexcept {
  Found found;
  [[maybe_unused]] const auto look = [&found](Mistake mistake, std::size_t index) {
    if (found.number != 0 || mistake == Mistake::none) return;
    found = {mistake, static_cast<int>(index) + 1};
  };
  (look(mistake_of_structure<Match, kIndices>(), kIndices), ...);
  return found;
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
