// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/descriptor_values.hpp"

#include <assay/abi/value.h>
#include <fmt/format.h>

#include <bit>
#include <utility>

namespace assay::plugin::binary {
namespace {

constexpr std::size_t kMostNodes = 100'000;
constexpr std::uint64_t kLongestText = 1 << 20;
constexpr std::uint64_t kMostText = 16 << 20;  // of all values: they may point to the same

}  // namespace

wire::Value ValueReader::read(std::uint64_t address, int depth) {
  if (depth > wire::kDeepestValue || ++nodes_ > kMostNodes) {
    throw Damage{"its default values are nested too deeply or have too many elements"};
  }
  const StructView value(memory_, address, sizeof(assay_value_t));
  const std::uint32_t kind = value.u32(offsetof(assay_value_t, kind));
  const std::uint32_t count = value.u32(offsetof(assay_value_t, count));
  constexpr std::size_t kContent = offsetof(assay_value_t, u);
  switch (kind) {
    case ASSAY_KIND_NULL:
      return {};
    case ASSAY_KIND_BOOL:
      return {value.u64(kContent) != 0};
    case ASSAY_KIND_INT:
      return {static_cast<std::int64_t>(value.u64(kContent))};
    case ASSAY_KIND_FLOAT:
      return {std::bit_cast<double>(value.u64(kContent))};
    case ASSAY_KIND_STRING:
      return {read_text(value.pointer(kContent), count)};
    case ASSAY_KIND_PATH:
      return {wire::Path{read_text(value.pointer(kContent), count)}};
    case ASSAY_KIND_LIST:
      return {read_list(value.pointer(kContent), count, depth + 1)};
    case ASSAY_KIND_MAP:
      return {read_map(value.pointer(kContent), count, depth + 1)};
    default:
      throw Damage{fmt::format("a default value or choice has kind {}, which none may have", kind)};
  }
}

wire::Value::List ValueReader::read_list(std::uint64_t address, std::uint64_t count, int depth) {
  if (count > 0 && address == 0) throw Damage{"a list of values points nowhere"};
  wire::Value::List list;
  for (std::uint64_t i = 0; i < count; ++i) {
    list.push_back(read(address + i * sizeof(assay_value_t), depth));
  }
  return list;
}

wire::Value::Map ValueReader::read_map(std::uint64_t address, std::uint64_t count, int depth) {
  if (count > 0 && address == 0) throw Damage{"a map of values points nowhere"};
  wire::Value::Map map;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = address + i * sizeof(assay_pair_t);
    const StructView key(memory_, at, sizeof(assay_str_t));
    std::string text =
        read_text(key.pointer(offsetof(assay_str_t, data)), key.u64(offsetof(assay_str_t, size)));
    map.emplace_back(std::move(text), read(at + offsetof(assay_pair_t, value), depth));
  }
  return map;
}

std::string ValueReader::read_text(std::uint64_t address, std::uint64_t bytes) {
  if (bytes == 0) return {};
  if (address == 0) throw Damage{"a text among its default values points nowhere"};
  if (bytes > kLongestText) throw Damage{fmt::format("a default value has {} bytes", bytes)};
  text_bytes_ += bytes;
  if (text_bytes_ > kMostText) throw Damage{"its default values have more text than can be"};
  const auto content = memory_.file.bytes_at(address, static_cast<std::size_t>(bytes));
  return {reinterpret_cast<const char*>(content.data()), content.size()};
}

}  // namespace assay::plugin::binary
