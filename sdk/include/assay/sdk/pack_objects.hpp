// SPDX-License-Identifier: Apache-2.0
// Lets predict return objects: a std::vector of one object type, of a std::variant of some, or of
// Object, for each datapoint.
#pragma once

#include <assay/sdk/object_table.hpp>
#include <assay/sdk/visibility.hpp>

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_0_1 {
namespace detail {

/// What an empty vector of T lacks.
template <class T>
struct StatedColumns {
  static Columns get() {
    Columns columns;
    mark(columns, static_cast<const T*>(nullptr));
    return columns;
  }
};
template <>
struct StatedColumns<Object> {
  static Columns get() { return StatedColumns<BoundingBox>::get(); }
};
template <class... Ts>
struct StatedColumns<std::variant<Ts...>> {
  static Columns get() {
    Columns columns;
    (mark(columns, static_cast<const Ts*>(nullptr)), ...);
    return columns;
  }
};

template <class... Ts, class Visitor>
void visit_object(const std::variant<Ts...>& object, Visitor&& visitor) {
  std::visit(visitor, object);
}
template <class T, class Visitor>
void visit_object(const T& object, Visitor&& visitor) {
  visitor(object);
}

}  // namespace detail

/// T: one of the object types, or a std::variant of some of them, or Object.
template <class T>
void pack(Output& output, const std::vector<T>& objects) {
  std::map<std::string, detail::ObjectTable> tables;
  tables[""];  // a datapoint without objects has fields too: empty ones
  for (const T& object : objects) {
    detail::visit_object(object, [&](const auto& one) { tables[one.ref].add(one); });
  }
  for (const auto& [input, table] : tables) {
    const bool unused = table.empty() && !objects.empty();
    if (!unused) table.pack(output, input, detail::StatedColumns<T>::get());
  }
}

}  // namespace sdk_0_1
}  // namespace assay
