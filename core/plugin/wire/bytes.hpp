// SPDX-License-Identifier: Apache-2.0
// Numbers and texts to bytes and back, between two processes of one machine: native byte order.
// Reading never goes past the end and never throws: once something is wrong, ok() is false and
// every further answer is empty, so a decoder checks once, at its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace assay::plugin::wire {

class Writer {
 public:
  template <class T>
  void number(T value) {
    static_assert(std::is_arithmetic_v<T>);
    append(&value, sizeof value);
  }
  /// The length, then the bytes.
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    append(value.data(), value.size());
  }
  /// The number of elements that follow.
  void count(std::size_t n) { number(static_cast<std::uint32_t>(n)); }

  std::span<const std::byte> bytes() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  void clear() { bytes_.clear(); }

 private:
  void append(const void* from, std::size_t n) {
    if (n == 0) return;
    const std::size_t end = bytes_.size();
    bytes_.resize(end + n);
    std::memcpy(bytes_.data() + end, from, n);
  }

  std::vector<std::byte> bytes_;
};

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <class T>
  T number() {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
    T value{};
    if (!ok_ || rest_.size() < sizeof value) {
      fail();
      return T{};
    }
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_ = rest_.subspan(sizeof value);
    return value;
  }
  bool flag() { return number<std::uint8_t>() != 0; }

  std::string text() {
    const std::size_t size = number<std::uint32_t>();
    if (!ok_ || rest_.size() < size) {
      fail();
      return {};
    }
    std::string value(reinterpret_cast<const char*>(rest_.data()), size);
    rest_ = rest_.subspan(size);
    return value;
  }

  /// A number of elements of at least `smallest` bytes each; one that cannot be is an error, so
  /// that no memory is reserved for it.
  std::size_t count(std::size_t smallest) {
    const std::size_t n = number<std::uint32_t>();
    if (!ok_ || n > rest_.size() / smallest) {
      fail();
      return 0;
    }
    return n;
  }

  void fail() { ok_ = false; }
  bool ok() const { return ok_; }
  /// Everything was there and nothing is left.
  bool finished() const { return ok_ && rest_.empty(); }

 private:
  std::span<const std::byte> rest_;
  bool ok_ = true;
};

}  // namespace assay::plugin::wire
