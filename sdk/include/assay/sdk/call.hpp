// SPDX-License-Identifier: Apache-2.0
// One call of an entry: turns the host's values into the arguments of the author's function and
// calls it.
#pragma once

#include <assay/sdk/batch_view.hpp>
#include <assay/sdk/entry.hpp>
#include <assay/sdk/held.hpp>
#include <assay/sdk/output.hpp>
#include <assay/sdk/structure.hpp>
#include <assay/sdk/visibility.hpp>

#include <tuple>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

[[noreturn, gnu::cold]] inline void refuse_count(std::size_t args, std::size_t params) {
  throw Error("the host gave " + std::to_string(args) + " arguments, this entry has " +
              std::to_string(params) + " parameters");
}

/// One call of one entry.
template <class EntryType>
class Call {
  using Match = typename EntryType::Match;
  template <std::size_t kIndex>
  using ArgumentAt = typename Match::template ArgumentAt<kIndex>;
  template <std::size_t kIndex>
  using HeldAt = typename Held<Match::kRoles[kIndex], Bare<ArgumentAt<kIndex>>>::Type;
  using Indices = std::make_index_sequence<Match::kArguments>;

 public:
  Call(const EntryType& entry, const assay_call_t& call, const assay_value_t* args,
       std::uint32_t n_args)
      : entry_(entry), call_(call), args_(args) {
    if (n_args != Match::kParams) refuse_count(n_args, Match::kParams);
    read_batch(Indices());
  }

  /// Calls the function; load and whole batches.
  decltype(auto) run(Failures* failures) { return run(failures, Indices()); }

  /// Calls the function for each datapoint, and packs what it returns.
  void run_each(assay_sink_t* sink, Failures& failures) { run_each(sink, failures, Indices()); }

  const BatchView& batch() const noexcept { return batch_; }

 private:
  template <std::size_t... kIndices>
  decltype(auto) run([[maybe_unused]] Failures* failures, std::index_sequence<kIndices...>) {
    [[maybe_unused]] std::tuple<HeldAt<kIndices>...> held{make<kIndices>(failures)...};
    return EntryType::kFunction(pass<kIndices>(std::get<kIndices>(held))...);
  }

  template <std::size_t... kIndices>
  void run_each(assay_sink_t* sink, Failures& failures, std::index_sequence<kIndices...>) {
    std::tuple<HeldAt<kIndices>...> held{make<kIndices>(&failures)...};
    for (std::uint32_t i = 0; i < batch_.count(); ++i) {
      if (Context(call_).cancelled()) throw_error(Status::cancelled, "cancelled between images");
      try {
        (set_datapoint<kIndices>(std::get<kIndices>(held), i, failures), ...);
        Output output(call_, sink, i, batch_.image(i));
        pack(output, EntryType::kFunction(lend<kIndices>(std::get<kIndices>(held))...));
      } catch (...) {
        fail_one(i, failures);
      }
    }
  }
  /// The exception being handled concerns one datapoint, unless it says to stop.
  static void fail_one(std::uint32_t index, Failures& failures) {
    bool is_cancelled = false;
    describe_current_exception([&](assay_status_t status, std::string_view why) noexcept {
      is_cancelled = status == ASSAY_E_CANCELLED;
      if (!is_cancelled) failures.add(index, status, why);
    });
    if (is_cancelled) throw;
  }

  template <std::size_t... kIndices>
  void read_batch(std::index_sequence<kIndices...>) {
    (read_batch_from<kIndices>(), ...);
  }
  template <std::size_t kIndex>
  void read_batch_from() {
    constexpr Role kRole = Match::kRoles[kIndex];
    if constexpr (is_batch(kRole)) {
      const assay_value_t& value = args_[Match::param_of(kIndex)];
      const auto wanted = wants_datapoints(kRole) ? ASSAY_KIND_DATAPOINTS : ASSAY_KIND_IMAGES;
      if (value.kind != wanted) refuse(name_of<kIndex>(), "the images of the call");
      if constexpr (wants_datapoints(kRole)) {
        batch_.datapoints = value.u.batch;
      } else {
        batch_.images = value.u.images;
      }
    }
  }

  template <std::size_t kIndex>
  constexpr const auto& param_of() const noexcept {
    return std::get<Match::param_of(kIndex)>(entry_.params);
  }
  template <std::size_t kIndex>
  const char* name_of() const noexcept {
    return param_of<kIndex>().facts.name;
  }

  template <std::size_t kIndex>
  HeldAt<kIndex> make(Failures* failures) {
    constexpr Role kRole = Match::kRoles[kIndex];
    using T = Bare<ArgumentAt<kIndex>>;
    if constexpr (kRole == Role::context)
      return Context(call_);
    else if constexpr (kRole == Role::device)
      return Context(call_).device();
    else if constexpr (is_single(kRole))
      return std::nullopt;
    else if constexpr (kRole == Role::images)
      return all_images();
    else if constexpr (kRole == Role::datapoints)
      return all_datapoints(*failures);
    else if constexpr (kRole == Role::options)
      return options<T>(std::make_index_sequence<Match::kParams>());
    else if constexpr (kRole == Role::model)
      return read_model<T>(args_[Match::param_of(kIndex)], name_of<kIndex>());
    else if constexpr (kRole == Role::structure)
      return read_structure<T>(args_[Match::param_of(kIndex)], param_of<kIndex>(),
                               name_of<kIndex>());
    else
      return Argument<T>::read(args_[Match::param_of(kIndex)], name_of<kIndex>());
  }

  std::vector<Image> all_images() const {
    std::vector<Image> images;
    for (std::uint32_t i = 0; i < batch_.count(); ++i) images.push_back(batch_.image(i));
    return images;
  }
  std::vector<Datapoint> all_datapoints(Failures& failures) const {
    std::vector<Datapoint> datapoints;
    for (std::uint32_t i = 0; i < batch_.count(); ++i) {
      datapoints.push_back(batch_.datapoint(i, failures));
    }
    return datapoints;
  }

  template <class Struct, std::size_t... kParamIndices>
  Struct options(std::index_sequence<kParamIndices...>) const {
    Struct filled = {};
    (set_member<kParamIndices>(filled), ...);
    return filled;
  }
  template <std::size_t kParam, class Struct>
  void set_member(Struct& filled) const {
    using Bound = Binding<typename Match::template ParamAt<kParam>>;
    if constexpr (std::is_same_v<typename Bound::Struct, Struct>) {
      const auto& param = std::get<kParam>(entry_.params);
      filled.*Bound::kMember =
          read_member<typename Bound::Type>(args_[kParam], param, param.facts.name);
    }
  }

  template <std::size_t kIndex>
  void set_datapoint([[maybe_unused]] HeldAt<kIndex>& held, [[maybe_unused]] std::uint32_t i,
                     [[maybe_unused]] Failures& failures) const {
    if constexpr (Match::kRoles[kIndex] == Role::image) held.emplace(batch_.image(i));
    if constexpr (Match::kRoles[kIndex] == Role::datapoint)
      held.emplace(batch_.datapoint(i, failures));
  }

  /// For the only call: by-value arguments are moved.
  template <std::size_t kIndex>
  static ArgumentAt<kIndex> pass(HeldAt<kIndex>& held) {
    if constexpr (Match::kRoles[kIndex] == Role::model)
      return *held;
    else
      return static_cast<ArgumentAt<kIndex>&&>(held);
  }
  /// For one of many calls: by-value arguments are copied.
  template <std::size_t kIndex>
  static ArgumentAt<kIndex> lend(HeldAt<kIndex>& held) {
    if constexpr (Match::kRoles[kIndex] == Role::model || is_single(Match::kRoles[kIndex]))
      return *held;
    else
      return held;
  }

  const EntryType& entry_;
  const assay_call_t& call_;
  const assay_value_t* args_;
  BatchView batch_;
};

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
