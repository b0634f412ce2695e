// SPDX-License-Identifier: Apache-2.0
// Lays out what ASSAY_PLUGIN was given as the contract's tables. All of it is constant data with
// static storage: no constructor runs when the library is loaded, and a checker can read it without
// running anything.
#pragma once

#include <assay/sdk/description.hpp>
#include <assay/sdk/param_table.hpp>
#include <assay/sdk/plugin_mistake.hpp>
#include <assay/sdk/thunk.hpp>
#include <assay/sdk/visibility.hpp>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

namespace detail {

template <const auto& kDescription, std::size_t kEntry>
struct EntryTable {
  static constexpr const auto& kSaid = std::get<kEntry>(kDescription.entries);
  using EntryType = Bare<decltype(kSaid)>;
  using Match = typename EntryType::Match;

  static assay_status_t load(const assay_call_t* call, const assay_value_t* args,
                             std::uint32_t n_args, void** model, assay_error_t* error) noexcept {
    return call_load(kSaid, call, args, n_args, model, error);
  }
  static assay_status_t predict(const assay_call_t* call, const assay_value_t* args,
                                std::uint32_t n_args, assay_sink_t* sink,
                                assay_error_t* error) noexcept {
    return call_predict(kSaid, call, args, n_args, sink, error);
  }

  template <std::size_t... kParams>
  static constexpr std::array<const assay_param_t*, sizeof...(kParams)> params_of(
      std::index_sequence<kParams...>) noexcept {
    return {{&ParamTable<kDescription, kEntry, kParams>::kTable...}};
  }
  static constexpr auto kParams = params_of(std::make_index_sequence<Match::kParams>());

  static constexpr assay_entry_t make() noexcept {
    const EntryFacts& facts = kSaid.facts;
    assay_entry_t made = {};
    made.struct_size = sizeof(assay_entry_t);
    made.n_params = static_cast<std::uint32_t>(kParams.size());
    made.name = facts.name;
    made.doc = facts.doc;
    made.params = kParams.data();
    made.threading = static_cast<assay_threading_t>(facts.threading);
    made.device_mask = facts.devices;
    made.max_batch = facts.max_batch;
    if constexpr (EntryType::kIsLoad) {
      using Made = typename Model<Bare<typename Match::Result>>::Type;
      made.model_type = type_name<Made>();
      made.load = &load;
      made.unload = &unload<Made>;
    } else {
      made.color_mask = facts.colors;
      made.predict = &predict;
    }
    return made;
  }
  static constexpr assay_entry_t kTable = make();
};

template <const auto& kDescription,
          bool kIsRight =
              PluginCheck<kDescription, Bare<decltype(kDescription)>::kIsRight>::kIsRight>
struct PluginTable {
  template <std::size_t... kEntries>
  static constexpr std::array<const assay_entry_t*, sizeof...(kEntries)> entries_of(
      std::index_sequence<kEntries...>) noexcept {
    return {{&EntryTable<kDescription, kEntries>::kTable...}};
  }
  static constexpr auto kEntries = entries_of(
      std::make_index_sequence<std::tuple_size_v<Bare<decltype(kDescription.entries)>>>());

  static constexpr assay_plugin_t make() noexcept {
    const About& about = kDescription.about;
    assay_plugin_t made = {};
    made.magic = ASSAY_MAGIC;
    made.struct_size = sizeof(assay_plugin_t);
    made.abi_minor = ASSAY_ABI_MINOR;
    made.min_host_minor = 0;  // what the SDK calls was there in the first minor
    made.id = about.id;
    made.name = about.name;
    made.version = about.version;
    made.author = about.author;
    made.url = about.url;
    made.license = about.license;
    made.sdk = "assay-cpp 1.0";
    made.n_entries = static_cast<std::uint32_t>(kEntries.size());
    made.entries = kEntries.data();
    return made;
  }
};
template <const auto& kDescription>
struct PluginTable<kDescription, false> {  // PluginCheck, or an entry, has said why
  static constexpr assay_plugin_t make() noexcept { return {}; }
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
