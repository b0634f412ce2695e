// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/elf_header.hpp"

#include <elf.h>
#include <fmt/format.h>

#include <bit>

#include "core/plugin/binary/elf_file.hpp"

namespace assay::plugin {

std::optional<std::string> find_elf_fault(const std::filesystem::path& path) {
  try {
    const binary::ElfFile file(path);
    if (file.machine() != binary::own_machine()) {
      return fmt::format("it is built for {}, this machine is {}; build it here",
                         binary::machine_name(file.machine()),
                         binary::machine_name(binary::own_machine()));
    }
    if (file.is_big_endian() != (std::endian::native == std::endian::big)) {
      return "its byte order is not this machine's";
    }
    if (file.first_of(PT_INTERP) != nullptr) {
      return "it is a program, not a shared library; link it with -shared";
    }
    if (file.first_of(PT_DYNAMIC) == nullptr) {
      return "it has nothing to link (no dynamic section); link it with -shared";
    }
    return std::nullopt;
  } catch (const binary::Damage& damage) {
    return damage.what;
  }
}

}  // namespace assay::plugin
