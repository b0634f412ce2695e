// SPDX-License-Identifier: Apache-2.0
// The contract's table of one parameter, from the type of what it fills and from what the author
// said about it.
#pragma once

#include <assay/sdk/entry.hpp>
#include <assay/sdk/type_name.hpp>
#include <assay/sdk/visibility.hpp>

#include <array>
#include <tuple>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

/// Kinds, element kinds and bounds of a value of type T.
template <class T>
constexpr assay_param_t param_of_value() noexcept {
  assay_param_t made = {};
  made.struct_size = sizeof(assay_param_t);
  made.kinds = Argument<T>::kKinds;
  made.element_kinds = Argument<T>::kElementKinds;
  made.min_elements = made.max_elements = Argument<T>::kElements;
  if (!Argument<T>::kNullable) made.flags = ASSAY_PARAM_REQUIRED;
  if constexpr (Argument<T>::kBounded) {
    made.flags |= ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM;
    made.minimum = static_cast<double>(Argument<T>::kMinimum);
    made.maximum = static_cast<double>(Argument<T>::kMaximum);
  } else if constexpr (std::is_unsigned_v<T> && !std::is_same_v<T, bool>) {
    made.flags |= ASSAY_PARAM_MINIMUM;  // its maximum is no double
  }
  return made;
}

/// The same for what a param fills: an argument of the function or a member of its options. The
/// host supplies a batch itself, so that is never required.
template <class Match, std::size_t kParam>
constexpr assay_param_t param_from_type() noexcept {
  using Bound = Binding<typename Match::template ParamAt<kParam>>;
  if constexpr (Bound::kIsMember) {
    return param_of_value<typename Bound::Type>();
  } else {
    constexpr std::size_t kArgument = Match::argument_of(kParam);
    using T = Bare<typename Match::template ArgumentAt<kArgument>>;
    constexpr Role kRole = Match::kRoles[kArgument];
    assay_param_t made = {};
    made.struct_size = sizeof(assay_param_t);
    if constexpr (is_batch(kRole)) {
      made.kinds =
          ASSAY_KIND_BIT(wants_datapoints(kRole) ? ASSAY_KIND_DATAPOINTS : ASSAY_KIND_IMAGES);
    } else if constexpr (kRole == Role::model) {
      made.kinds = ASSAY_KIND_BIT(ASSAY_KIND_HANDLE);
      made.flags = ASSAY_PARAM_REQUIRED;
      made.handle_type = type_name<T>();
    } else {
      made = param_of_value<T>();
    }
    return made;
  }
}

/// `kinds` with text read as a path.
constexpr std::uint32_t as_path(std::uint32_t kinds) noexcept {
  const std::uint32_t text = ASSAY_KIND_BIT(ASSAY_KIND_STRING);
  return (kinds & text) != 0 ? (kinds & ~text) | ASSAY_KIND_BIT(ASSAY_KIND_PATH) : kinds;
}

/// Adds what the author said to what the type says.
constexpr assay_param_t said_of(assay_param_t made, const ParamFacts& facts) noexcept {
  made.name = facts.name;
  made.doc = facts.doc;
  if (facts.is_path) {
    made.kinds = as_path(made.kinds);
    made.element_kinds = as_path(made.element_kinds);
  }
  if (facts.is_optional) made.flags &= ~ASSAY_PARAM_REQUIRED;
  made.flags |= facts.flags;
  if ((facts.flags & ASSAY_PARAM_MINIMUM) != 0) made.minimum = facts.minimum;
  if ((facts.flags & ASSAY_PARAM_MAXIMUM) != 0) made.maximum = facts.maximum;
  return made;
}

template <std::size_t kCount>
constexpr std::array<assay_value_t, kCount> constants_as(std::array<assay_value_t, kCount> values,
                                                         std::uint32_t kinds) noexcept {
  for (std::size_t i = 0; i < kCount; ++i) values[i] = constant_as(values[i], kinds);
  return values;
}

template <const auto& kDescription, std::size_t kEntry, std::size_t kParam>
struct ParamTable {
  static constexpr const auto& kSaid =
      std::get<kParam>(std::get<kEntry>(kDescription.entries).params);
  using Match = typename Bare<decltype(std::get<kEntry>(kDescription.entries))>::Match;

  static constexpr assay_param_t kTyped = said_of(param_from_type<Match, kParam>(), kSaid.facts);
  static constexpr auto kChoices = constants_as(kSaid.choice_values, kTyped.kinds);
  static constexpr auto kElements = constants_as(kSaid.default_elements, kTyped.element_kinds);

  static constexpr bool kIsList = (kTyped.kinds & ASSAY_KIND_BIT(ASSAY_KIND_LIST)) != 0;
  static constexpr bool kIsRequired = (kTyped.flags & ASSAY_PARAM_REQUIRED) != 0;
  static constexpr bool kHasElements = kElements.size() > 0;
  static constexpr bool kHasDefault = kHasElements ||
                                      kSaid.facts.fallback.kind != ASSAY_KIND_NULL ||
                                      (kIsList && kSaid.facts.is_optional);
  static constexpr assay_value_t kDefault =
      kHasElements || (kIsList && kSaid.facts.fallback.kind == ASSAY_KIND_NULL)
          ? constant_list(kElements.data(), kElements.size())
          : constant_as(kSaid.facts.fallback, kTyped.kinds);

  static constexpr bool kMayBeNull =
      (kTyped.kinds &
       (ASSAY_KIND_BIT(ASSAY_KIND_NULL) | ASSAY_KIND_BIT(ASSAY_KIND_MAP) |
        ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS) | ASSAY_KIND_BIT(ASSAY_KIND_IMAGES))) != 0;

  static constexpr assay_param_t make() noexcept {
    assay_param_t made = kTyped;
    if (kHasDefault) made.default_value = &kDefault;
    if (kChoices.size() > 0) made.choices = kChoices.data();
    made.n_choices = static_cast<std::uint32_t>(kChoices.size());
    return made;
  }
  static constexpr assay_param_t kTable = make();
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
