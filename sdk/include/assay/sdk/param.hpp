// SPDX-License-Identifier: Apache-2.0
// What an author says about a parameter beyond its type: its name in the definition, whether it may
// be left out, its range. Constant data; every method returns a changed copy.
//
//   assay::param("threshold").optional(0.25).between(0, 1).doc("boxes below it are dropped")
//   assay::param<&Options::size>("size")     fills a member of an argument of type Options
//   assay::param("nms").members(assay::param<&Nms::iou>("iou"), ...)     a map that fills a Nms
#pragma once

#include <assay/sdk/constant.hpp>
#include <assay/sdk/visibility.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

/// Values copied from an array of anything constant_of takes.
template <class T, std::size_t kCount, std::size_t... kIndices>
constexpr std::array<assay_value_t, kCount> constants_of(
    const T (&list)[kCount], std::index_sequence<kIndices...>) noexcept {
  return {{constant_of(list[kIndices])...}};
}

struct ParamFacts {
  const char* name = nullptr;
  const char* doc = nullptr;
  bool is_optional = false;
  bool is_path = false;
  std::uint32_t flags = 0;
  double minimum = 0;
  double maximum = 0;
  assay_value_t fallback = {};  // kind NULL: none; a list's elements lie in Param
};

}  // namespace detail

template <auto kMember, std::size_t kChoices, std::size_t kElements, class... Keys>
struct Param {
  detail::ParamFacts facts;
  std::array<assay_value_t, kChoices> choice_values = {};
  std::array<assay_value_t, kElements> default_elements = {};
  std::tuple<Keys...> keys = {};

  /// One sentence for people.
  constexpr Param doc(const char* sentence) const {
    Param changed = *this;
    changed.facts.doc = sentence;
    return changed;
  }
  /// May be left out: the argument is then empty (a std::optional, a vector or a map), or a struct
  /// of its members' defaults.
  constexpr Param optional() const {
    Param changed = *this;
    changed.facts.is_optional = true;
    return changed;
  }
  /// May be left out: the argument is then `value`.
  template <class T>
  constexpr Param optional(T value) const {
    Param changed = optional();
    changed.facts.fallback = detail::constant_of(value);
    return changed;
  }
  constexpr Param optional(const char* text) const { return optional<const char*>(text); }
  /// The same for a list.
  template <class T, std::size_t kCount>
  constexpr Param<kMember, kChoices, kCount, Keys...> optional(const T (&list)[kCount]) const {
    return {optional().facts, choice_values,
            detail::constants_of(list, std::make_index_sequence<kCount>()), keys};
  }
  /// Text that names a file: the host makes it absolute, from the model repository's root.
  constexpr Param path() const {
    Param changed = *this;
    changed.facts.is_path = true;
    return changed;
  }
  /// Its value is never logged or recorded.
  constexpr Param secret() const { return flagged(ASSAY_PARAM_SECRET); }
  /// Inclusive; of a number, or of each element of a list.
  constexpr Param at_least(double bound) const {
    Param changed = flagged(ASSAY_PARAM_MINIMUM);
    changed.facts.minimum = bound;
    return changed;
  }
  constexpr Param at_most(double bound) const {
    Param changed = flagged(ASSAY_PARAM_MAXIMUM);
    changed.facts.maximum = bound;
    return changed;
  }
  constexpr Param between(double low, double high) const { return at_least(low).at_most(high); }
  /// The only values allowed.
  template <class... Ts>
  constexpr Param<kMember, sizeof...(Ts), kElements, Keys...> choices(Ts... values) const {
    return {facts, {{detail::constant_of(values)...}}, default_elements, keys};
  }
  /// A map with these keys alone, which fills a struct (or a std::optional of one): each is an
  /// assay::param<&Struct::member>("key"), which may have members too.
  template <class... Ps>
  constexpr Param<kMember, kChoices, kElements, Ps...> members(Ps... params) const {
    return {facts, choice_values, default_elements, {params...}};
  }

 private:
  constexpr Param flagged(std::uint32_t flag) const {
    Param changed = *this;
    changed.facts.flags |= flag;
    return changed;
  }
};

/// The parameter of the next argument that takes one, or, with a pointer to a member, of that
/// member of an argument struct.
template <auto kMember = nullptr>
constexpr Param<kMember, 0, 0> param(const char* name) {
  Param<kMember, 0, 0> made = {};
  made.facts.name = name;
  return made;
}

}  // namespace sdk_1_0
}  // namespace assay
