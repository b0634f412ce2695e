// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/datapoint_id.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <system_error>

#include "core/base/letters.hpp"
#include "core/dataset/file_name.hpp"
#include "core/definition/encoding.hpp"

namespace assay::dataset {
namespace {

/// The byte that %XX at the front of `text` stands for.
std::optional<char> escaped_byte(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return std::nullopt;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 3, value, 16);
  if (error != std::errc{} || end != text.data() + 3) return std::nullopt;
  return static_cast<char>(value);
}

/// A part that is valid UTF-8.
void append_valid(std::string_view text, std::string& id) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_control(text[i]) || escaped_byte(text.substr(i))) {
      id += fmt::format("%{:02X}", static_cast<unsigned char>(text[i]));
    } else {
      id += text[i];
    }
  }
}

std::string unescaped(std::string_view id) {
  std::string name;
  while (!id.empty()) {
    const auto byte = escaped_byte(id);
    name += byte.value_or(id.front());
    id.remove_prefix(byte ? 3 : 1);
  }
  return name;
}

}  // namespace

std::string datapoint_id(std::string_view file_name) {
  std::string id;
  while (const auto wrong = definition::find_invalid_utf8(file_name)) {
    append_valid(file_name.substr(0, *wrong), id);
    id += fmt::format("%{:02X}", static_cast<unsigned char>(file_name[*wrong]));
    file_name.remove_prefix(*wrong + 1);
  }
  append_valid(file_name, id);
  return id;
}

std::filesystem::path image_path(const std::filesystem::path& folder, const std::string& name) {
  std::filesystem::path path = folder / name;
  if (name.find('%') == std::string::npos) return path;
  std::error_code unknown;
  if (std::filesystem::exists(path, unknown)) return path;
  const std::string file = unescaped(name);
  if (fault_in_file_name(file)) return path;  // what is escaped must not leave the folder either
  const std::filesystem::path other = folder / file;
  return std::filesystem::exists(other, unknown) ? other : path;
}

}  // namespace assay::dataset
