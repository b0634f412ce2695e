// SPDX-License-Identifier: Apache-2.0
// The bodies of the C functions behind the entries: what an author's function returns becomes a
// model or outputs, what it throws a status.
#pragma once

#include <assay/sdk/call.hpp>
#include <assay/sdk/fields.hpp>
#include <assay/sdk/pack_objects.hpp>
#include <assay/sdk/visibility.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

template <class T>
struct Model {  // of a load function that returns a Model
  using Type = T;
  static T* own(T&& model) { return new T(std::move(model)); }
};
template <class T>
struct Model<std::unique_ptr<T>> {
  using Type = T;
  static T* own(std::unique_ptr<T>&& model) {
    if (model == nullptr) throw_error("load returned no model");
    return model.release();
  }
};

template <class EntryType>
assay_status_t call_load(const EntryType& entry, const assay_call_t* call,
                         const assay_value_t* args, std::uint32_t n_args, void** model,
                         assay_error_t* error) noexcept {
  return guarded(call, error, [&] {
    using Made = Model<Bare<typename EntryType::Match::Result>>;
    *model = Made::own(Call<EntryType>(entry, *call, args, n_args).run(nullptr));
  });
}

template <class T>
void unload(void* model) noexcept {
  delete static_cast<T*>(model);
}

[[noreturn, gnu::cold]] inline void refuse_results(std::size_t results, std::size_t datapoints) {
  throw Error("predict returned " + std::to_string(results) + " results for " +
              std::to_string(datapoints) + " datapoints");
}

template <class Element>
void pack_all(const assay_call_t& call, assay_sink_t* sink, const BatchView& batch,
              const Failures& failures, const std::vector<Element>& results) {
  if (results.size() != batch.count()) refuse_results(results.size(), batch.count());
  for (std::uint32_t i = 0; i < batch.count(); ++i) {
    if (failures.contains(i)) continue;
    Output output(call, sink, i, batch.image(i));
    pack(output, results[i]);
  }
}

template <class EntryType>
assay_status_t call_predict(const EntryType& entry, const assay_call_t* call,
                            const assay_value_t* args, std::uint32_t n_args, assay_sink_t* sink,
                            assay_error_t* error) noexcept {
  return guarded(call, error, [&] {
    Call<EntryType> one(entry, *call, args, n_args);
    Failures failures(*call, sink, one.batch().count());
    if constexpr (EntryType::Match::count_arguments(is_single) > 0) {
      one.run_each(sink, failures);
    } else {
      pack_all(*call, sink, one.batch(), failures, one.run(&failures));
    }
  });
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
