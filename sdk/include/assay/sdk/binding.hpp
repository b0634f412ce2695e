// SPDX-License-Identifier: Apache-2.0
// What the type of a Param tells: the member of a struct that it fills, and how many keys it has.
#pragma once

#include <assay/sdk/param.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

template <auto kMember>
struct MemberOf {
  using Struct = void;
};
template <class S, class T, T S::*kMember>
struct MemberOf<kMember> {
  using Struct = S;
  using Type = T;
};

/// What a Param type is bound to.
template <class P>
struct Binding;
template <auto kBound, std::size_t kChoices, std::size_t kElements, class... Keys>
struct Binding<Param<kBound, kChoices, kElements, Keys...>> : MemberOf<kBound> {
  static constexpr auto kMember = kBound;
  static constexpr bool kIsMember = !std::is_null_pointer_v<decltype(kBound)>;
  static constexpr std::size_t kKeys = sizeof...(Keys);
};

/// What a param with members fills in a T.
template <class T>
struct StructIn {
  using Type = T;
};
template <class T>
struct StructIn<std::optional<T>> {
  using Type = T;
};

template <class T>
inline constexpr bool kIsParam = false;
template <auto kBound, std::size_t kChoices, std::size_t kElements, class... Keys>
inline constexpr bool kIsParam<Param<kBound, kChoices, kElements, Keys...>> = true;

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
