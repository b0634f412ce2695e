// SPDX-License-Identifier: Apache-2.0
// The name of an author's model type, as constant text: what load says it makes and predict says it
// wants. It is the same from gcc and clang for classes and structs, also in unnamed namespaces.
#pragma once

#include <assay/sdk/visibility.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// Specialise it to choose the name: template <> inline constexpr const char*
/// assay::kModelName<Detector> = "signs.Detector";
template <class T>
inline constexpr const char* kModelName = nullptr;

namespace detail {

template <class T>
constexpr const char* pretty_function() noexcept {
  return __PRETTY_FUNCTION__;  // "... [with T = {anonymous}::Detector]" or "... [T = ...]"
}

template <class T>
constexpr std::string_view compiler_name_of() noexcept {
  const std::string_view pretty = pretty_function<T>();
  const std::size_t begin = pretty.find("T = ") + 4;
  return pretty.substr(begin, pretty.rfind(']') - begin);
}

/// Copies `name` without the compilers' words for an unnamed namespace; returns the length.
constexpr std::size_t copy_type_name(std::string_view name, char* out) noexcept {
  constexpr std::string_view kUnnamed[] = {"{anonymous}::", "(anonymous namespace)::"};
  std::size_t length = 0;
  for (std::size_t i = 0; i < name.size();) {
    std::size_t skipped = 0;
    for (const std::string_view word : kUnnamed) {
      if (name.substr(i, word.size()) == word) skipped = word.size();
    }
    if (skipped == 0) out[length++] = name[i];
    i += skipped == 0 ? 1 : skipped;
  }
  return length;
}

template <class T>
struct TypeNameText {
  static constexpr std::size_t kCapacity = compiler_name_of<T>().size() + 1;
  static constexpr std::array<char, kCapacity> make() noexcept {
    std::array<char, kCapacity> text = {};
    copy_type_name(compiler_name_of<T>(), &text[0]);
    return text;
  }
  static constexpr std::array<char, kCapacity> kText = make();
};

template <class T>
constexpr const char* type_name() noexcept {
  if constexpr (kModelName<T> != nullptr) {
    return kModelName<T>;
  } else {
    return TypeNameText<T>::kText.data();
  }
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
