// SPDX-License-Identifier: Apache-2.0
// Numbers out of bytes that somebody hostile may have written: nothing is read outside of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace assay::image {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size(); }
  bool has(std::uint64_t offset, std::uint64_t count) const {
    return offset <= bytes_.size() && count <= bytes_.size() - offset;
  }

  /// `count` bytes (1 to 8) as an unsigned number, nullopt when they reach past the end.
  std::optional<std::uint64_t> big(std::uint64_t offset, unsigned count) const {
    if (!has(offset, count)) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i) value = value << 8 | byte(offset + i);
    return value;
  }
  std::optional<std::uint64_t> little(std::uint64_t offset, unsigned count) const {
    if (!has(offset, count)) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned i = count; i > 0; --i) value = value << 8 | byte(offset + i - 1);
    return value;
  }

  /// Whether `text` stands at the offset.
  bool matches(std::uint64_t offset, std::string_view text) const {
    return has(offset, text.size()) && bytes_.substr(offset, text.size()) == text;
  }
  /// What is there of `count` bytes from the offset; may be empty.
  std::string_view part(std::uint64_t offset, std::uint64_t count) const {
    return offset > bytes_.size() ? std::string_view{} : bytes_.substr(offset, count);
  }

 private:
  std::uint64_t byte(std::uint64_t offset) const {
    return static_cast<unsigned char>(bytes_[offset]);
  }

  std::string_view bytes_;
};

}  // namespace assay::image
