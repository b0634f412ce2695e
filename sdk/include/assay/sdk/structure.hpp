// SPDX-License-Identifier: Apache-2.0
// How a map with known keys becomes a struct of the author's. The host gives all keys, in any order
// and with the defaults of those that the definition lacks, or null for a map that was left out.
#pragma once

#include <assay/sdk/signature.hpp>
#include <assay/sdk/visibility.hpp>

#include <string>
#include <string_view>
#include <tuple>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

/// nullptr: `map` has no such key, or is null.
inline const assay_value_t* find_key(const assay_value_t& map, std::string_view key) noexcept {
  if (map.kind != ASSAY_KIND_MAP) return nullptr;
  for (std::uint32_t i = 0; i < map.count; ++i) {
    if (from_abi(map.u.map[i].key) == key) return &map.u.map[i].value;
  }
  return nullptr;
}

/// What stands for a param that was left out: null without a default.
template <class P>
assay_value_t default_of(const P& param) noexcept {
  if (param.default_elements.empty()) return param.facts.fallback;
  return constant_list(param.default_elements.data(), param.default_elements.size());
}

template <class T, class P>
T read_structure(const assay_value_t& map, const P& param, const char* name);

/// `name` as messages call it.
template <class T, class P>
T read_member(const assay_value_t& value, [[maybe_unused]] const P& param, const char* name) {
  if constexpr (Binding<P>::kKeys > 0) {
    return read_structure<T>(value, param, name);
  } else {
    return Argument<T>::read(value, name);
  }
}

template <class Struct, class Key>
void set_key(Struct& filled, const assay_value_t& map, const Key& key, const char* name) {
  using Bound = Binding<Key>;
  const assay_value_t* const given = find_key(map, key.facts.name);
  const std::string path = std::string(name).append(".").append(key.facts.name);
  filled.*Bound::kMember = read_member<typename Bound::Type>(
      given == nullptr ? default_of(key) : *given, key, path.c_str());
}

/// T is a struct, or a std::optional of one, which null leaves empty.
template <class T, class P>
T read_structure(const assay_value_t& map, const P& param, const char* name) {
  using Struct = typename StructIn<T>::Type;
  if constexpr (!std::is_same_v<T, Struct>) {
    if (map.kind == ASSAY_KIND_NULL) return {};
  }
  const bool is_left_out = map.kind == ASSAY_KIND_NULL && param.facts.is_optional;
  if (map.kind != ASSAY_KIND_MAP && !is_left_out) refuse(name, "a map");
  Struct filled = {};
  std::apply([&](const auto&... keys) { (set_key(filled, map, keys, name), ...); }, param.keys);
  return filled;
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
