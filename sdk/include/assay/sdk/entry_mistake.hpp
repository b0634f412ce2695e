// SPDX-License-Identifier: Apache-2.0
// What is wrong with an author's function and its params, as far as types tell.
#pragma once

#include <assay/sdk/fields.hpp>
#include <assay/sdk/mistake.hpp>
#include <assay/sdk/pack_objects.hpp>
#include <assay/sdk/signature.hpp>
#include <assay/sdk/structure_mistake.hpp>
#include <assay/sdk/visibility.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

template <class Argument_>
constexpr Mistake mistake_of_unknown() noexcept {
  if (std::is_pointer_v<Bare<Argument_>>) return Mistake::pointer;
  return std::is_class_v<Bare<Argument_>> ? Mistake::class_by_value : Mistake::unsupported_type;
}

/// The first argument whose type means nothing.
template <class Match, std::size_t... kIndices>
constexpr Found wrong_argument(std::index_sequence<kIndices...>) noexcept {
  Found found;
  [[maybe_unused]] const auto look = [&found](Role role, Mistake mistake, std::size_t index) {
    if (role != Role::unknown || found.number != 0) return;
    found = {mistake, static_cast<int>(index) + 1};
  };
  (look(Match::kRoles[kIndices],
        mistake_of_unknown<typename Match::template ArgumentAt<kIndices>>(), kIndices),
   ...);
  return found;
}

template <class Match, class Struct, std::size_t... kIndices>
constexpr bool takes_struct(std::index_sequence<kIndices...>) noexcept {
  return (std::is_same_v<Bare<typename Match::template ArgumentAt<kIndices>>, Struct> || ...);
}

template <class Match, class Param_>
constexpr Mistake mistake_of_member() noexcept {
  using Bound = Binding<Param_>;
  if constexpr (!Bound::kIsMember) {
    return Mistake::none;
  } else {
    constexpr auto kArguments = std::make_index_sequence<Match::kArguments>();
    if (!takes_struct<Match, typename Bound::Struct>(kArguments)) {
      return Mistake::member_of_another_struct;
    }
    return mistake_of_type<Param_>();
  }
}

/// The first param of a member that cannot be filled.
template <class Match, class... Params>
constexpr Found wrong_member() noexcept {
  Found found;
  int number = 0;
  [[maybe_unused]] const auto look = [&](Mistake mistake) {
    ++number;
    if (found.number == 0 && mistake != Mistake::none) found = {mistake, number};
  };
  (look(mistake_of_member<Match, Params>()), ...);
  return found;
}

template <class Match>
constexpr Mistake wrong_count() noexcept {
  const std::size_t wanted = Match::count_arguments(takes_param);
  const std::size_t given = Match::count_plain_params();
  const std::size_t supplied = Match::count_arguments(is_of_call);
  if (given < wanted) return Mistake::missing_param;
  if (given == wanted) return Mistake::none;
  return given - wanted <= supplied ? Mistake::param_for_the_call : Mistake::extra_param;
}

/// T, of a std::vector<T>; else void.
template <class T>
struct ElementOf {
  using Type = void;
};
template <class T>
struct ElementOf<std::vector<T>> {
  using Type = T;
};

template <class T, class = void>
inline constexpr bool kHasFields = false;
template <class T>
inline constexpr bool
    kHasFields<T, std::void_t<decltype(pack(std::declval<Output&>(), std::declval<const T&>()))>> =
        true;

template <class Match>
constexpr Mistake wrong_result_of_load() noexcept {
  using R = typename Match::Result;
  if (Match::count_arguments(is_batch) > 0) return Mistake::images_in_load;
  return std::is_class_v<R> && !std::is_const_v<R> ? Mistake::none : Mistake::load_result;
}

template <class Match>
constexpr Mistake wrong_result_of_predict() noexcept {
  using R = Bare<typename Match::Result>;
  using Element = typename ElementOf<R>::Type;
  const std::size_t single = Match::count_arguments(is_single);
  if (Match::count_arguments(is_batch) == 0) return Mistake::no_images;
  if (single != 0 && single != Match::count_arguments(is_batch)) return Mistake::images_and_batch;
  if (single == 0 && kHasFields<Element>) return Mistake::none;
  if (single == 0) {
    const bool is_of_one = kHasFields<R> || std::is_void_v<Element>;
    return is_of_one ? Mistake::result_of_a_batch : Mistake::result;
  }
  if (kHasFields<R>) return Mistake::none;
  return kHasFields<Element> ? Mistake::result_of_one_image : Mistake::result;
}

/// The first mistake in one entry.
template <class Function, bool kIsLoad, class... Params>
constexpr Found find_mistake() noexcept {
  if constexpr (!kIsFunction<Function>) {
    return {Mistake::not_a_function};
  } else if constexpr (!(kIsParam<Params> && ...)) {
    return {Mistake::not_a_param};
  } else {
    using Match = Matching<Function, Params...>;
    const Found argument = wrong_argument<Match>(std::make_index_sequence<Match::kArguments>());
    if (argument.mistake != Mistake::none) return argument;
    const Found member = wrong_member<Match, Params...>();
    if (member.mistake != Mistake::none) return member;
    if (wrong_count<Match>() != Mistake::none) return {wrong_count<Match>()};
    if constexpr (Match::count_arguments(is_structure) > 0) {
      const Found structure = wrong_structure<Match>(std::make_index_sequence<Match::kArguments>());
      if (structure.mistake != Mistake::none) return structure;
    }
    if constexpr (kIsLoad) return {wrong_result_of_load<Match>()};
    return {wrong_result_of_predict<Match>()};
  }
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
