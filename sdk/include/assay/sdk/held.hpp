// SPDX-License-Identifier: Apache-2.0
// What stands for an argument between reading the host's values and calling the function.
#pragma once

#include <assay/sdk/signature.hpp>
#include <assay/sdk/type_name.hpp>
#include <assay/sdk/visibility.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

template <Role kRole, class T>
struct Held {
  using Type = T;
};
template <class T>
struct Held<Role::model, T> {
  using Type = T*;
};
template <class T>
struct Held<Role::image, T> {
  using Type = std::optional<Image>;  // set anew for each datapoint
};
template <class T>
struct Held<Role::datapoint, T> {
  using Type = std::optional<Datapoint>;
};

/// The model behind a handle, when it is one of that type.
template <class T>
T* read_model(const assay_value_t& value, const char* name) {
  const bool fits = value.kind == ASSAY_KIND_HANDLE && value.handle_type != nullptr &&
                    std::string_view(value.handle_type) == type_name<T>();
  if (!fits) refuse(name, std::string("a model of type ") + type_name<T>());
  return static_cast<T*>(value.u.handle);
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
