// SPDX-License-Identifier: Apache-2.0
// What the arguments of an author's function mean. Each is one of
//   from the call     assay::Device, assay::Context
//   one datapoint     assay::Image, assay::Datapoint: the function is called once for each
//   the batch         std::vector<assay::Image>, std::vector<assay::Datapoint>
//   a model           Model&, const Model&: what load made
//   options           a struct whose members have a param<&Options::member> each
//   a structure       a struct whose param has members(...)
//   a value           the types of argument.hpp
#pragma once

#include <assay/sdk/argument.hpp>
#include <assay/sdk/binding.hpp>
#include <assay/sdk/context.hpp>
#include <assay/sdk/datapoint.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

template <class T>
using Bare = std::remove_cv_t<std::remove_reference_t<T>>;

template <class R, class... Args>
struct SignatureOf {
  using Result = R;
  using Arguments = std::tuple<Args...>;
  static constexpr std::size_t kArguments = sizeof...(Args);
};
template <class T>
struct Signature;  // `assay::load` and `assay::predict` take a pointer to a plain function
template <class R, class... Args>
struct Signature<R (*)(Args...)> : SignatureOf<R, Args...> {};
template <class R, class... Args>
struct Signature<R (*)(Args...) noexcept> : SignatureOf<R, Args...> {};

template <class T>
inline constexpr bool kIsFunction = false;
template <class R, class... Args>
inline constexpr bool kIsFunction<R (*)(Args...)> = true;
template <class R, class... Args>
inline constexpr bool kIsFunction<R (*)(Args...) noexcept> = true;

enum class Role {
  context,
  device,
  image,
  datapoint,
  images,
  datapoints,
  model,
  options,
  structure,
  value,
  unknown
};

/// By its type alone: a structure is a model or unknown.
template <class Argument_, class... Params>
constexpr Role role_of() noexcept {
  using T = Bare<Argument_>;
  if constexpr (std::is_same_v<T, Context>)
    return Role::context;
  else if constexpr (std::is_same_v<T, Device>)
    return Role::device;
  else if constexpr (std::is_same_v<T, Image>)
    return Role::image;
  else if constexpr (std::is_same_v<T, Datapoint>)
    return Role::datapoint;
  else if constexpr (std::is_same_v<T, std::vector<Image>>)
    return Role::images;
  else if constexpr (std::is_same_v<T, std::vector<Datapoint>>)
    return Role::datapoints;
  else if constexpr ((std::is_same_v<T, typename Binding<Params>::Struct> || ...))
    return Role::options;
  else if constexpr (Argument<T>::kKnown)
    return Role::value;
  else if constexpr (std::is_lvalue_reference_v<Argument_> && std::is_class_v<T>)
    return Role::model;
  else
    return Role::unknown;
}

constexpr bool is_of_call(Role role) noexcept {
  return role == Role::context || role == Role::device;
}
/// Whether an argument of that role is filled from a parameter of its own.
constexpr bool takes_param(Role role) noexcept {
  return !is_of_call(role) && role != Role::options;
}
constexpr bool is_structure(Role role) noexcept {
  return role == Role::structure;
}
constexpr bool is_single(Role role) noexcept {
  return role == Role::image || role == Role::datapoint;
}
constexpr bool is_batch(Role role) noexcept {
  return is_single(role) || role == Role::images || role == Role::datapoints;
}
/// Handed over as DATAPOINTS rather than IMAGES.
constexpr bool wants_datapoints(Role role) noexcept {
  return role == Role::datapoint || role == Role::datapoints;
}

/// A function's arguments matched with its params, all at compile time.
template <class Function, class... Params>
struct Matching {
  using Result = typename Signature<Function>::Result;
  using Arguments = typename Signature<Function>::Arguments;
  static constexpr std::size_t kArguments = Signature<Function>::kArguments;
  static constexpr std::size_t kParams = sizeof...(Params);
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  template <std::size_t kIndex>
  using ArgumentAt = std::tuple_element_t<kIndex, Arguments>;
  template <std::size_t kIndex>
  using ParamAt = std::tuple_element_t<kIndex, std::tuple<Params...>>;

  static constexpr std::array<bool, kParams> kIsMember = {{Binding<Params>::kIsMember...}};
  static constexpr std::array<bool, kParams> kHasKeys = {{(Binding<Params>::kKeys > 0)...}};

  template <std::size_t... kIndices>
  static constexpr std::array<Role, kArguments> roles(std::index_sequence<kIndices...>) noexcept {
    std::array<Role, kArguments> all = {{role_of<ArgumentAt<kIndices>, Params...>()...}};
    std::size_t param = 0;
    for (std::size_t i = 0; i < kArguments; ++i) {
      if (!takes_param(all[i])) continue;
      while (param < kParams && kIsMember[param]) ++param;
      if (param < kParams && kHasKeys[param]) all[i] = Role::structure;
      ++param;
    }
    return all;
  }
  static constexpr std::array<Role, kArguments> kRoles =
      roles(std::make_index_sequence<kArguments>());

  static constexpr std::size_t count_arguments(bool (*wanted)(Role)) noexcept {
    std::size_t count = 0;
    for (std::size_t i = 0; i < kArguments; ++i) count += wanted(kRoles[i]) ? 1u : 0u;
    return count;
  }
  static constexpr std::size_t count_plain_params() noexcept {
    std::size_t count = 0;
    for (std::size_t i = 0; i < kParams; ++i) count += kIsMember[i] ? 0u : 1u;
    return count;
  }

  /// The n-th argument that takes a param belongs to the n-th plain param.
  static constexpr std::size_t param_of(std::size_t argument) noexcept {
    std::size_t before = 0;
    for (std::size_t i = 0; i < argument; ++i) before += takes_param(kRoles[i]) ? 1u : 0u;
    for (std::size_t i = 0; i < kParams; ++i) {
      if (!kIsMember[i] && before-- == 0) return i;
    }
    return kNone;
  }
  static constexpr std::size_t argument_of(std::size_t param) noexcept {
    for (std::size_t i = 0; i < kArguments; ++i) {
      if (takes_param(kRoles[i]) && param_of(i) == param) return i;
    }
    return kNone;
  }
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
