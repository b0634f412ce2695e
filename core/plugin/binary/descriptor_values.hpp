// SPDX-License-Identifier: Apache-2.0
// Default values and choices of parameters inside a file: assay_value_t, which is frozen.
#pragma once

#include <cstdint>
#include <vector>

#include "core/plugin/binary/struct_view.hpp"
#include "core/plugin/wire/value.hpp"

namespace assay::plugin::binary {

/// Bounded over all that one reader reads.
class ValueReader {
 public:
  /// Must outlive it.
  explicit ValueReader(const LoadedMemory& memory) : memory_(memory) {}

  /// Throws Damage.
  wire::Value read(std::uint64_t address) { return read(address, 0); }
  std::vector<wire::Value> read_list(std::uint64_t address, std::uint64_t count) {
    return read_list(address, count, 0);
  }

 private:
  wire::Value read(std::uint64_t address, int depth);
  wire::Value::List read_list(std::uint64_t address, std::uint64_t count, int depth);
  wire::Value::Map read_map(std::uint64_t address, std::uint64_t count, int depth);
  std::string read_text(std::uint64_t address, std::uint64_t bytes);

  const LoadedMemory& memory_;
  std::size_t nodes_ = 0;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace assay::plugin::binary
