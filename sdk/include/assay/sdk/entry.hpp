// SPDX-License-Identifier: Apache-2.0
// What an author writes inside ASSAY_PLUGIN: load and predict functions with their parameters. The
// result is constant data; every method returns a changed copy.
#pragma once

#include <assay/sdk/entry_mistake.hpp>
#include <assay/sdk/signature.hpp>
#include <assay/sdk/visibility.hpp>

#include <tuple>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// How calls may overlap; the host may be stricter, never looser.
enum class Threading : assay_threading_t {
  affine = ASSAY_THREADING_AFFINE,  // one thread, one call at a time
  serial = ASSAY_THREADING_SERIAL,  // any thread, one call at a time in the whole plugin
  model = ASSAY_THREADING_MODEL,    // calls on different models may overlap
  free = ASSAY_THREADING_FREE,      // any calls may overlap
};

namespace detail {

struct EntryFacts {
  const char* name = nullptr;
  const char* doc = nullptr;
  Threading threading = Threading::affine;
  std::uint32_t devices = ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU);
  std::uint32_t colors = ASSAY_COLOR_BIT(ASSAY_COLOR_RGB);
  std::uint32_t max_batch = 0;
};

}  // namespace detail

template <auto kEntryFunction, bool kEntryIsLoad, class... Params>
struct Entry {
  static constexpr auto kFunction = kEntryFunction;
  static constexpr bool kIsLoad = kEntryIsLoad;
  using Match = detail::Matching<decltype(kEntryFunction), Params...>;
  static constexpr detail::Found kFound =
      detail::find_mistake<decltype(kEntryFunction), kEntryIsLoad, Params...>();
  static_assert(detail::Explain<kFound.mistake, kFound.number>::kDone);

  detail::EntryFacts facts;
  std::tuple<Params...> params;

  /// One sentence for people.
  constexpr Entry doc(const char* sentence) const {
    Entry changed = *this;
    changed.facts.doc = sentence;
    return changed;
  }
  /// The devices it can run on; without this, the CPU alone.
  template <class... Types>
  constexpr Entry devices(Types... types) const {
    Entry changed = *this;
    changed.facts.devices = (ASSAY_DEVICE_BIT(static_cast<std::uint32_t>(types)) | ...);
    return changed;
  }
  /// The colours predict takes; the host converts to one of them. Without this, rgb.
  template <class... Colors>
  constexpr Entry colors(Colors... colors) const {
    Entry changed = *this;
    changed.facts.colors = (ASSAY_COLOR_BIT(static_cast<std::uint32_t>(colors)) | ...);
    return changed;
  }
  /// Most datapoints in one call of predict; without this, no limit.
  constexpr Entry max_batch(std::uint32_t count) const {
    Entry changed = *this;
    changed.facts.max_batch = count;
    return changed;
  }
  /// Without this, affine.
  constexpr Entry threading(Threading level) const {
    Entry changed = *this;
    changed.facts.threading = level;
    return changed;
  }
};

/// A function that makes a model: it returns std::unique_ptr<Model> or a Model.
template <auto kFunction, class... Params>
constexpr Entry<kFunction, true, Params...> load(const char* name, Params... params) {
  return {{name}, {params...}};
}

/// A function that predicts. One that takes a batch returns std::vector<R>, one element for each
/// datapoint; one that takes a single image returns R, and what it throws fails that datapoint
/// alone. R is a type of fields.hpp or objects.hpp, or one with a pack() of its own.
template <auto kFunction, class... Params>
constexpr Entry<kFunction, false, Params...> predict(const char* name, Params... params) {
  return {{name}, {params...}};
}

}  // namespace sdk_1_0
}  // namespace assay
