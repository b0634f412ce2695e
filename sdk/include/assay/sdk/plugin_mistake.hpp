// SPDX-License-Identifier: Apache-2.0
// What is wrong with what an author said about entries and the plugin: names, and models that
// nothing makes.
#pragma once

#include <assay/sdk/description.hpp>
#include <assay/sdk/mistake.hpp>
#include <assay/sdk/param_mistake.hpp>
#include <assay/sdk/param_table.hpp>
#include <assay/sdk/thunk.hpp>
#include <assay/sdk/visibility.hpp>

#include <array>
#include <string_view>
#include <tuple>
#include <utility>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

constexpr bool is_said(const char* text) noexcept {
  return text != nullptr && *text != '\0';
}

template <class... Entries>
constexpr bool is_made(const char* model, const std::tuple<Entries...>&) noexcept {
  const auto made_by = [](const auto* entry) -> std::string_view {
    using EntryType = Bare<decltype(*entry)>;
    if constexpr (EntryType::kIsLoad) {
      return type_name<typename Model<Bare<typename EntryType::Match::Result>>::Type>();
    } else {
      return {};
    }
  };
  return ((made_by(static_cast<const Entries*>(nullptr)) == model) || ...);
}

template <const auto& kDescription, std::size_t kEntry, std::size_t... kParams>
constexpr Found wrong_params(std::index_sequence<kParams...>) noexcept {
  Found found;
  std::array<std::string_view, sizeof...(kParams)> names = {};
  std::size_t count = 0;
  [[maybe_unused]] const auto look = [&](Mistake mistake, const assay_param_t& param) {
    if (found.mistake != Mistake::none) return;
    for (std::size_t i = 0; i < count && mistake == Mistake::none; ++i) {
      if (names[i] == param.name) mistake = Mistake::same_param;
    }
    // Not by handle_type: sanitizers make comparisons with its address no constants.
    const bool is_model = param.kinds == ASSAY_KIND_BIT(ASSAY_KIND_HANDLE);
    if (mistake == Mistake::none && is_model && !is_made(param.handle_type, kDescription.entries)) {
      mistake = Mistake::model_of_no_load;
    }
    if (mistake == Mistake::none) names[count++] = param.name;
    if (mistake != Mistake::none) found = {mistake, static_cast<int>(count) + 1, kEntry + 1};
  };
  (look(wrong_param<ParamTable<kDescription, kEntry, kParams>>(),
        ParamTable<kDescription, kEntry, kParams>::kTyped),
   ...);
  return found;
}

template <const auto& kDescription, std::size_t... kEntries>
constexpr Found find_mistake_in(std::index_sequence<kEntries...>) noexcept {
  const About& about = kDescription.about;
  if (!is_said(about.id) || !is_said(about.name) || !is_said(about.version)) {
    return {Mistake::identity};
  }
  const std::array<const char*, sizeof...(kEntries)> names = {
      {std::get<kEntries>(kDescription.entries).facts.name...}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!is_identifier(names[i])) return {Mistake::entry_name, 0, static_cast<int>(i) + 1};
    for (std::size_t k = 0; k < i; ++k) {
      if (std::string_view(names[i]) == names[k]) {
        return {Mistake::same_entry, 0, static_cast<int>(i) + 1};
      }
    }
  }
  Found found;
  [[maybe_unused]] const auto keep_first = [&found](const Found& one) {
    if (found.mistake == Mistake::none) found = one;
  };
  (keep_first(wrong_params<kDescription, kEntries>(
       std::make_index_sequence<
           std::tuple_size_v<Bare<decltype(std::get<kEntries>(kDescription.entries).params)>>>())),
   ...);
  return found;
}

/// Explains what is wrong with the plugin, unless its entries have.
template <const auto& kDescription, bool kAreEntriesRight>
struct PluginCheck {
  static constexpr Found kFound = find_mistake_in<kDescription>(
      std::make_index_sequence<Bare<decltype(kDescription)>::kCount>());
  static_assert(Explain<kFound.mistake, kFound.number, kFound.entry>::kDone);
  static constexpr bool kIsRight = kFound.mistake == Mistake::none;
};
template <const auto& kDescription>
struct PluginCheck<kDescription, false> {
  static constexpr bool kIsRight = false;
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
