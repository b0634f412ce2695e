// SPDX-License-Identifier: Apache-2.0
// A value with its elements, owned: text, a number, a list or a map of these. Functions may take
// one as an argument that accepts anything, and hand one back as a field that is not an array.
#pragma once

#include <assay/sdk/constant.hpp>
#include <assay/sdk/error.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstdint>
#include <forward_list>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

struct Content {
  assay_kind_t kind = ASSAY_KIND_NULL;
  std::int64_t integer = 0;  // also of a bool: 0 or 1
  double number = 0;
  std::string text;
  std::vector<Content> elements;  // of a list, or of a map beside its keys
  std::vector<std::string> keys;  // of a map

  // Called, not copied into every function that moves an object about.
  [[gnu::noinline]] Content() = default;
  [[gnu::noinline]] Content(const Content&) = default;
  [[gnu::noinline]] Content(Content&&) noexcept = default;
  [[gnu::noinline]] Content& operator=(const Content&) = default;
  [[gnu::noinline]] Content& operator=(Content&&) noexcept = default;
  [[gnu::noinline]] ~Content() = default;
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

/// The arrays behind values, each at one place as long as this lives.
struct ContentArrays {
  std::forward_list<std::vector<assay_value_t>> lists;
  std::forward_list<std::vector<assay_pair_t>> maps;

  [[gnu::noinline]] assay_value_t* add_list(std::size_t count) {
    return lists.emplace_front(count).data();
  }
  [[gnu::noinline]] assay_pair_t* add_map(std::size_t count) {
    return maps.emplace_front(count).data();
  }
};

// It calls itself: copied into a caller, it would be so many times over.
[[gnu::noinline]] inline assay_value_t to_abi(const Content& content, ContentArrays& arrays) {
  if (content.kind == ASSAY_KIND_STRING) return constant_of(content.text);
  if (content.kind == ASSAY_KIND_FLOAT) return constant_of(content.number);
  const std::size_t count = content.elements.size();
  if (content.kind == ASSAY_KIND_LIST) {
    assay_value_t* const list = arrays.add_list(count);
    for (std::size_t i = 0; i < count; ++i) list[i] = to_abi(content.elements[i], arrays);
    return constant_list(list, count);
  }
  if (content.kind == ASSAY_KIND_MAP) {
    assay_pair_t* const map = arrays.add_map(count);
    for (std::size_t i = 0; i < count; ++i) {
      map[i].key = to_abi(std::string_view(content.keys[i]));
      map[i].value = to_abi(content.elements[i], arrays);
    }
    return constant_map(map, count);
  }
  assay_value_t value = constant_of(content.integer);
  value.kind = content.kind;
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
}  // namespace sdk_1_0
}  // namespace assay
