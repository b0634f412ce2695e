// SPDX-License-Identifier: Apache-2.0
// Lets predict return objects: a std::vector of one object type, of a std::variant of some, or of
// Object, for each datapoint.
#pragma once

#include <assay/sdk/object_table.hpp>
#include <assay/sdk/visibility.hpp>

#include <string_view>
#include <type_traits>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {
namespace detail {

/// The inputs that objects refer to, each once; a datapoint without objects has fields too: empty
/// ones of its first image.
inline std::vector<std::string_view> inputs_of(const std::vector<ObjectRef>& objects) {
  std::vector<std::string_view> inputs;
  if (objects.empty()) inputs.push_back({});
  for (const ObjectRef& one : objects) {
    bool is_known = false;
    for (const std::string_view input : inputs) is_known |= input == one.object->ref;
    if (!is_known) inputs.push_back(one.object->ref);
  }
  return inputs;
}

inline void pack_objects(Output& output, const std::vector<ObjectRef>& objects, Columns stated) {
  for (const ObjectRef& one : objects) {
    if (one.kind == ObjectKind::none) throw_error("an object is a variant without a value");
  }
  for (const std::string_view input : inputs_of(objects)) {
    ObjectTable table(output, input);
    for (const ObjectRef& one : objects) {
      if (one.object->ref == input) table.add(one);
    }
    table.pack(stated);
  }
}

}  // namespace detail

/// T: one of the object types, or a std::variant of some of them, or Object.
template <class T, std::enable_if_t<(detail::kStated<T> != 0), int> = 0>
void pack(Output& output, const std::vector<T>& objects) {
  std::vector<detail::ObjectRef> refs(objects.size());
  for (std::size_t i = 0; i < refs.size(); ++i) refs[i] = detail::ref_to(objects[i]);
  detail::pack_objects(output, refs, detail::kStated<T>);
}

}  // namespace sdk_1_0
}  // namespace assay
