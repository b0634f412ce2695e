// SPDX-License-Identifier: Apache-2.0
// What ASSAY_PLUGIN is given, as constant data.
#pragma once

#include <assay/sdk/entry.hpp>
#include <assay/sdk/mistake.hpp>
#include <assay/sdk/visibility.hpp>

#include <tuple>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// What a plugin says about itself. Optional texts are null when not stated.
struct About {
  const char* id = nullptr;       // reverse domain, e.g. "org.example.signs"
  const char* name = nullptr;     // for people
  const char* version = nullptr;  // of the plugin
  const char* author = nullptr;
  const char* url = nullptr;
  const char* license = nullptr;  // SPDX expression
};

namespace detail {

template <class T>
inline constexpr Mistake kMistakeOf = Mistake::not_an_entry;
template <auto kFunction, bool kIsLoad, class... Params>
inline constexpr Mistake kMistakeOf<Entry<kFunction, kIsLoad, Params...>> =
    Entry<kFunction, kIsLoad, Params...>::kFound.mistake;

}  // namespace detail

template <class... Entries>
struct Description {
  static constexpr std::size_t kCount = sizeof...(Entries);
  static constexpr bool kHasEntries = kCount > 0 && ((detail::kMistakeOf<Entries> !=
                                                      detail::Mistake::not_an_entry) &&
                                                     ...);
  static constexpr bool kIsRight =
      kHasEntries && ((detail::kMistakeOf<Entries> == detail::Mistake::none) && ...);
  static constexpr auto kMistake =
      kHasEntries ? detail::Mistake::none : detail::Mistake::not_an_entry;
  static_assert(detail::Explain<kMistake>::kDone);
  About about;
  std::tuple<Entries...> entries;
};

/// ASSAY_PLUGIN's arguments: id, name and version, or an About; then the entries.
template <class... Entries>
constexpr Description<Entries...> describe(About about, Entries... entries) {
  return {about, {entries...}};
}
template <class... Entries>
constexpr Description<Entries...> describe(const char* id, const char* name, const char* version,
                                           Entries... entries) {
  return describe(About{id, name, version}, entries...);
}

}  // namespace sdk_1_0
}  // namespace assay
