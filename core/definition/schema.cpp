// SPDX-License-Identifier: Apache-2.0
#include "core/definition/schema.hpp"

#include <algorithm>
#include <utility>

#include "core/base/check.hpp"

namespace assay::definition {

const Key& Section::key(std::string_view name) const {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
  ASSAY_CHECK(found != keys.end());
  return *found;
}

std::vector<std::string> Section::key_names() const {
  std::vector<std::string> names;
  names.reserve(keys.size());
  for (const Key& key : keys) names.push_back(key.name);
  return names;
}

namespace shape {

Shape text() {
  return {.kind = Shape::Kind::text};
}
Shape text_like(std::string pattern) {
  return {.kind = Shape::Kind::path, .pattern = std::move(pattern)};
}
Shape name() {
  return {.kind = Shape::Kind::name};
}
Shape path() {
  return {.kind = Shape::Kind::path};
}
Shape integer(IntegerRange range) {
  return {.kind = Shape::Kind::integer, .range = range};
}
Shape number(std::optional<double> above, std::optional<double> most) {
  return {.kind = Shape::Kind::number, .above = above, .most = most};
}
Shape boolean() {
  return {.kind = Shape::Kind::boolean};
}
Shape choice(std::vector<std::string> words) {
  return {.kind = Shape::Kind::choice, .words = std::move(words)};
}
Shape list(std::vector<Shape> of, IntegerRange count) {
  return {.kind = Shape::Kind::list, .range = count, .of = std::move(of)};
}
Shape map(std::vector<Shape> of, IntegerRange count, std::string keys) {
  return {.kind = Shape::Kind::map, .range = count, .keys = std::move(keys), .of = std::move(of)};
}
Shape record(const Section& section) {
  return {.kind = Shape::Kind::record, .section = &section};
}
Shape nothing() {
  return {.kind = Shape::Kind::nothing};
}
Shape any() {
  return {.kind = Shape::Kind::any};
}

}  // namespace shape
}  // namespace assay::definition
