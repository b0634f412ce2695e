// SPDX-License-Identifier: Apache-2.0
// A value with its elements, owned: text, a number, a list or a map of these. Functions may take
// one as an argument that accepts anything, and hand one back as a field that is not an array.
#pragma once

#include <assay/sdk/error.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_0_1 {

struct Content {
  assay_kind_t kind = ASSAY_KIND_NULL;
  std::int64_t integer = 0;  // also of a bool: 0 or 1
  double number = 0;
  std::string text;
  std::vector<Content> elements;  // of a list, or of a map beside its keys
  std::vector<std::string> keys;  // of a map

  Content() = default;
  Content(bool value) : kind(ASSAY_KIND_BOOL), integer(value ? 1 : 0) {}
  template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
  Content(T value) : kind(ASSAY_KIND_INT), integer(static_cast<std::int64_t>(value)) {}
  Content(double value) : kind(ASSAY_KIND_FLOAT), number(value) {}
  Content(std::string value) : kind(ASSAY_KIND_STRING), text(std::move(value)) {}
  Content(const char* value) : Content(std::string(value)) {}
  template <class T>
  Content(const std::vector<T>& list) : kind(ASSAY_KIND_LIST), elements(list.begin(), list.end()) {}
  /// A map that set() fills.
  static Content map() {
    Content made;
    made.kind = ASSAY_KIND_MAP;
    return made;
  }
  /// Appends a pair to a map; keys must be unique.
  Content& set(std::string key, Content value) {
    keys.push_back(std::move(key));
    elements.push_back(std::move(value));
    return *this;
  }
};

namespace detail {

/// The arrays behind the values of one Content; values stay valid as long as it lives.
struct ContentArrays {
  std::vector<std::vector<assay_value_t>> lists;
  std::vector<std::vector<assay_pair_t>> maps;
};

inline assay_value_t to_abi(const Content& content, ContentArrays& arrays) {
  assay_value_t value = {};
  value.kind = content.kind;
  if (content.kind == ASSAY_KIND_STRING) {
    value.count = static_cast<std::uint32_t>(content.text.size());
    value.u.str = content.text.data();
  } else if (content.kind == ASSAY_KIND_FLOAT) {
    value.u.f = content.number;
  } else if (content.kind == ASSAY_KIND_LIST) {
    std::vector<assay_value_t> list;
    for (const Content& element : content.elements) list.push_back(to_abi(element, arrays));
    value.count = static_cast<std::uint32_t>(list.size());
    arrays.lists.push_back(std::move(list));  // moving a vector keeps its elements in place
    value.u.list = arrays.lists.back().data();
  } else if (content.kind == ASSAY_KIND_MAP) {
    std::vector<assay_pair_t> map;
    for (std::size_t i = 0; i < content.elements.size(); ++i) {
      map.push_back(
          {to_abi(std::string_view(content.keys[i])), to_abi(content.elements[i], arrays)});
    }
    value.count = static_cast<std::uint32_t>(map.size());
    arrays.maps.push_back(std::move(map));
    value.u.map = arrays.maps.back().data();
  } else {
    value.u.i = content.integer;
  }
  return value;
}

inline Content from_abi(const assay_value_t& value) {
  switch (value.kind) {
    case ASSAY_KIND_NULL:
      return {};
    case ASSAY_KIND_BOOL:
      return value.u.i != 0;
    case ASSAY_KIND_INT:
      return value.u.i;
    case ASSAY_KIND_FLOAT:
      return value.u.f;
    case ASSAY_KIND_STRING:
    case ASSAY_KIND_PATH:
      return std::string(value.u.str, value.count);
    case ASSAY_KIND_LIST: {
      Content list = std::vector<Content>();
      for (std::uint32_t i = 0; i < value.count; ++i) {
        list.elements.push_back(from_abi(value.u.list[i]));
      }
      return list;
    }
    case ASSAY_KIND_MAP: {
      Content map = Content::map();
      for (std::uint32_t i = 0; i < value.count; ++i) {
        map.set(std::string(from_abi(value.u.map[i].key)), from_abi(value.u.map[i].value));
      }
      return map;
    }
    default:
      throw Error(Status::argument, "a value that is neither text, number, list nor map");
  }
}

}  // namespace detail
}  // namespace sdk_0_1
}  // namespace assay
