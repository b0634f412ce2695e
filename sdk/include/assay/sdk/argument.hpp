// SPDX-License-Identifier: Apache-2.0
// Which types the arguments of an entry may have, what the definition may say for each, and how the
// host's value becomes one. The host has checked names, kinds and ranges before anything runs;
// what is checked here again guards against a host that did not.
#pragma once

#include <assay/sdk/content.hpp>
#include <assay/sdk/visibility.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

/// Not one of the types below.
template <class T, class = void>
struct Argument {
  static constexpr bool kKnown = false;
};

/// What an argument's type says about its parameter.
template <std::uint32_t kKindBits, std::uint32_t kElementBits = 0>
struct KnownArgument {
  static constexpr bool kKnown = true;
  static constexpr bool kNullable = false;
  static constexpr std::uint32_t kKinds = kKindBits;
  static constexpr std::uint32_t kElementKinds = kElementBits;
  static constexpr bool kBounded = false;        // with kMinimum, kMaximum
  static constexpr std::uint32_t kElements = 0;  // that a list has; 0: any number
};

[[noreturn, gnu::cold]] inline void refuse(const char* name, std::string_view wanted) {
  throw Error(Status::argument,
              std::string("parameter '").append(name).append("' must be ").append(wanted));
}
[[noreturn, gnu::cold]] inline void refuse_integer(const char* name, std::int64_t minimum,
                                                   std::uint64_t maximum) {
  refuse(name, "an integer from " + std::to_string(minimum) + " to " + std::to_string(maximum));
}

template <>
struct Argument<bool> : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_BOOL)> {
  static bool read(const assay_value_t& value, const char* name) {
    if (value.kind != ASSAY_KIND_BOOL) refuse(name, "true or false");
    return value.u.i != 0;
  }
};

template <class T>
struct Argument<T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>>>
    : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_INT)> {
  // Bounds of 64 bits are no doubles, and those of int64 need no check.
  static constexpr bool kBounded = sizeof(T) < 8;
  static constexpr T kMinimum = std::numeric_limits<T>::min();
  static constexpr T kMaximum = std::numeric_limits<T>::max();

  static T read(const assay_value_t& value, const char* name) {
    if (value.kind != ASSAY_KIND_INT) refuse(name, "an integer");
    const std::int64_t number = value.u.i;
    const bool fits = std::is_unsigned_v<T>
                          ? number >= 0 && static_cast<std::uint64_t>(number) <= kMaximum
                          : number >= static_cast<std::int64_t>(kMinimum) &&
                                number <= static_cast<std::int64_t>(kMaximum);
    if (!fits) refuse_integer(name, static_cast<std::int64_t>(kMinimum), kMaximum);
    return static_cast<T>(number);
  }
};

template <class T>
struct Argument<T, std::enable_if_t<std::is_floating_point_v<T>>>
    : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_FLOAT)> {
  static T read(const assay_value_t& value, const char* name) {
    if (value.kind == ASSAY_KIND_INT) return static_cast<T>(value.u.i);
    if (value.kind != ASSAY_KIND_FLOAT) refuse(name, "a number");
    return static_cast<T>(value.u.f);
  }
};

inline std::string_view read_text(const assay_value_t& value, const char* name) {
  if (value.kind != ASSAY_KIND_STRING && value.kind != ASSAY_KIND_PATH) refuse(name, "text");
  return {value.u.str, value.count};
}

template <>
struct Argument<std::string> : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_STRING)> {
  static std::string read(const assay_value_t& value, const char* name) {
    return std::string(read_text(value, name));
  }
};

/// Valid until the entry returns.
template <>
struct Argument<std::string_view> : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_STRING)> {
  static std::string_view read(const assay_value_t& value, const char* name) {
    return read_text(value, name);
  }
};

// Paths and maps are known by their members: <filesystem> and <map> take as long to compile as the
// rest of the SDK, and many plugins use neither.
template <class T, class = void>
inline constexpr bool kIsPath = false;
template <class T>
inline constexpr bool kIsPath<T, std::void_t<decltype(T::preferred_separator)>> =
    std::is_constructible_v<T, std::string>;

/// A std::filesystem::path; the host makes it absolute.
template <class T>
struct Argument<T, std::enable_if_t<kIsPath<T>>> : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_PATH)> {
  static T read(const assay_value_t& value, const char* name) {
    return T(std::string(read_text(value, name)));
  }
};

/// Anything but a handle or a batch.
template <>
struct Argument<Content> : KnownArgument<(1u << ASSAY_KIND_HANDLE) - 1u> {
  static Content read(const assay_value_t& value, const char*) { return from_abi(value); }
};

template <class T>
struct Argument<std::optional<T>, std::enable_if_t<Argument<T>::kKnown>> : Argument<T> {
  static constexpr bool kNullable = true;
  static constexpr std::uint32_t kKinds = Argument<T>::kKinds | ASSAY_KIND_BIT(ASSAY_KIND_NULL);
  static std::optional<T> read(const assay_value_t& value, const char* name) {
    if (value.kind == ASSAY_KIND_NULL) return std::nullopt;
    return Argument<T>::read(value, name);
  }
};

/// Also null, as the empty list, when the parameter is optional without a default.
template <class T>
struct Argument<std::vector<T>, std::enable_if_t<Argument<T>::kKnown>>
    : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_LIST), Argument<T>::kKinds> {
  static std::vector<T> read(const assay_value_t& value, const char* name) {
    std::vector<T> list;
    if (value.kind == ASSAY_KIND_NULL) return list;
    if (value.kind != ASSAY_KIND_LIST) refuse(name, "a list");
    list.reserve(value.count);
    for (std::uint32_t i = 0; i < value.count; ++i) {
      list.push_back(Argument<T>::read(value.u.list[i], name));
    }
    return list;
  }
};

/// A list of exactly that many elements.
template <class T, std::size_t kCount>
struct Argument<std::array<T, kCount>, std::enable_if_t<Argument<T>::kKnown>>
    : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_LIST), Argument<T>::kKinds> {
  static constexpr std::uint32_t kElements = kCount;
  static std::array<T, kCount> read(const assay_value_t& value, const char* name) {
    if (value.kind != ASSAY_KIND_LIST || value.count != kCount) {
      refuse(name, "a list of " + std::to_string(kCount));
    }
    std::array<T, kCount> list = {};
    for (std::size_t i = 0; i < kCount; ++i) list[i] = Argument<T>::read(value.u.list[i], name);
    return list;
  }
};

template <class T, class = void>
inline constexpr bool kIsMap = false;
template <class T>
inline constexpr bool kIsMap<T, std::void_t<typename T::mapped_type>> =
    std::is_same_v<typename T::key_type, std::string>&& Argument<typename T::mapped_type>::kKnown;

/// A std::map<std::string, ...>, or a std::unordered_map.
template <class T>
struct Argument<T, std::enable_if_t<kIsMap<T>>>
    : KnownArgument<ASSAY_KIND_BIT(ASSAY_KIND_MAP), Argument<typename T::mapped_type>::kKinds> {
  static T read(const assay_value_t& value, const char* name) {
    T map;
    if (value.kind == ASSAY_KIND_NULL) return map;
    if (value.kind != ASSAY_KIND_MAP) refuse(name, "a map");
    for (std::uint32_t i = 0; i < value.count; ++i) {
      map.emplace(std::string(from_abi(value.u.map[i].key)),
                  Argument<typename T::mapped_type>::read(value.u.map[i].value, name));
    }
    return map;
  }
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
