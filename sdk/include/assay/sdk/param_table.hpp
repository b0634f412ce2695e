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

/// A map that fills a struct, or a std::optional of one.
template <class T>
constexpr assay_param_t param_of_structure() noexcept {
  assay_param_t made = {};
  made.struct_size = sizeof(assay_param_t);
  made.kinds = ASSAY_KIND_BIT(ASSAY_KIND_MAP);
  if (std::is_same_v<T, typename StructIn<T>::Type>) {
    made.flags = ASSAY_PARAM_REQUIRED;
  } else {
    made.kinds |= ASSAY_KIND_BIT(ASSAY_KIND_NULL);
  }
  return made;
}

/// A member of a struct.
template <class Bound>
constexpr assay_param_t param_of_member() noexcept {
  if constexpr (Bound::kKeys > 0) {
    return param_of_structure<typename Bound::Type>();
  } else {
    return param_of_value<typename Bound::Type>();
  }
}

/// The same for what a param fills: an argument of the function or a member of its options. The
/// host supplies a batch itself, so that is never required.
template <class Match, std::size_t kParam>
constexpr assay_param_t param_from_type() noexcept {
  using Bound = Binding<typename Match::template ParamAt<kParam>>;
  if constexpr (Bound::kIsMember) {
    return param_of_member<Bound>();
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
    } else if constexpr (kRole == Role::structure) {
      made = param_of_structure<T>();
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

/// The param that kPath leads to from `param`, a key at each step.
template <class P>
constexpr const P& key_of(const P& param) noexcept {
  return param;
}
template <std::size_t kKey, std::size_t... kPath, class P>
constexpr const auto& key_of(const P& param) noexcept {
  return key_of<kPath...>(std::get<kKey>(param.keys));
}

/// `kPath` is empty for a param of the entry, and leads to a key of it else.
template <const auto& kDescription, std::size_t kEntry, std::size_t kParam, std::size_t... kPath>
struct ParamTable {
  static constexpr const auto& kSaid =
      key_of<kPath...>(std::get<kParam>(std::get<kEntry>(kDescription.entries).params));
  using Bound = Binding<Bare<decltype(kSaid)>>;

  static constexpr assay_param_t from_type() noexcept {
    if constexpr (sizeof...(kPath) > 0) {
      return param_of_member<Bound>();
    } else {
      using EntryType = Bare<decltype(std::get<kEntry>(kDescription.entries))>;
      return param_from_type<typename EntryType::Match, kParam>();
    }
  }
  static constexpr assay_param_t kTyped = said_of(from_type(), kSaid.facts);
  static constexpr auto kChoices = constants_as(kSaid.choice_values, kTyped.kinds);
  static constexpr auto kElements = constants_as(kSaid.default_elements, kTyped.element_kinds);

  static constexpr bool kIsList = (kTyped.kinds & ASSAY_KIND_BIT(ASSAY_KIND_LIST)) != 0;
  static constexpr bool kIsNullable = (kTyped.kinds & ASSAY_KIND_BIT(ASSAY_KIND_NULL)) != 0;
  static constexpr bool kIsRequired = (kTyped.flags & ASSAY_PARAM_REQUIRED) != 0;
  static constexpr bool kHasElements = kElements.size() > 0;
  static constexpr bool kHasDefault = kHasElements ||
                                      kSaid.facts.fallback.kind != ASSAY_KIND_NULL ||
                                      (kIsList && !kIsNullable && kSaid.facts.is_optional);
  static constexpr assay_value_t kDefault =
      kHasElements || (kIsList && kSaid.facts.fallback.kind == ASSAY_KIND_NULL)
          ? constant_list(kElements.data(), kElements.size())
          : constant_as(kSaid.facts.fallback, kTyped.kinds);

  static constexpr bool kMayBeNull =
      (kTyped.kinds &
       (ASSAY_KIND_BIT(ASSAY_KIND_NULL) | ASSAY_KIND_BIT(ASSAY_KIND_MAP) |
        ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS) | ASSAY_KIND_BIT(ASSAY_KIND_IMAGES))) != 0;

  template <std::size_t kKey>
  using KeyTable = ParamTable<kDescription, kEntry, kParam, kPath..., kKey>;
  template <class Indices>
  struct KeyTables;
  template <std::size_t... kKeys>
  struct KeyTables<std::index_sequence<kKeys...>> {
    static constexpr std::array<const assay_param_t*, sizeof...(kKeys)> kAll = {
        {&KeyTable<kKeys>::kTable...}};
  };

  static constexpr assay_param_t make() noexcept {
    assay_param_t made = kTyped;
    if (kHasDefault) made.default_value = &kDefault;
    if (kChoices.size() > 0) made.choices = kChoices.data();
    made.n_choices = static_cast<std::uint32_t>(kChoices.size());
    if constexpr (Bound::kKeys > 0) {
      made.members = KeyTables<std::make_index_sequence<Bound::kKeys>>::kAll.data();
      made.n_members = static_cast<std::uint32_t>(Bound::kKeys);
    }
    return made;
  }
  static constexpr assay_param_t kTable = make();
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
