// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/inspection.hpp"

#include <assay/abi/base.h>
#include <elf.h>
#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/plugin/binary/constructors.hpp"
#include "core/plugin/binary/notes.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin::binary {
namespace {

ElfFacts facts_of(const ElfFile& file) {
  ElfFacts facts;
  facts.bytes = file.size();
  facts.machine = file.machine();
  facts.is_big_endian = file.is_big_endian();
  facts.build_id = build_id(file);
  // Without the segment the loader gives the stack what old programs need: execution.
  facts.executable_stack = true;
  for (const Segment& segment : file.segments()) {
    const bool writes = (segment.flags & PF_W) != 0;
    const bool runs = (segment.flags & PF_X) != 0;
    if (segment.type == PT_GNU_STACK) facts.executable_stack = runs;
    if (segment.type == PT_GNU_RELRO) facts.relro = true;
    if (segment.type == PT_LOAD && writes && runs) facts.writable_code = true;
  }
  return facts;
}

void refuse_programs(const ElfFile& file) {
  if (file.first_of(PT_INTERP) != nullptr) {
    throw Damage{"it is a program, not a shared library; link it with -shared"};
  }
}

}  // namespace

bool Inspection::is_constant(std::uint64_t address) const {
  return std::any_of(segments.begin(), segments.end(), [&](const Segment& segment) {
    const bool read_only = segment.type == PT_LOAD && (segment.flags & PF_W) == 0;
    return (read_only || segment.type == PT_GNU_RELRO) && segment.contains(address);
  });
}

bool Inspection::is_code(std::uint64_t address) const {
  return std::any_of(segments.begin(), segments.end(), [&](const Segment& segment) {
    return segment.type == PT_LOAD && (segment.flags & PF_X) != 0 && segment.contains(address);
  });
}

Contract own_contract() {
  return {ASSAY_ABI_MAJOR, ASSAY_ABI_MINOR};
}

Reading try_inspect(const std::filesystem::path& path) {
  try {
    const ElfFile file(path);
    refuse_programs(file);
    Inspection inspection{path,
                          facts_of(file),
                          file.segments(),
                          read_dynamic_section(file),
                          false,
                          read_layout_notes(file),
                          {}};
    // Before relocations: a library that exports nothing need not say how many symbols it has.
    const DynamicSymbol& symbol = descriptor_symbol(inspection.dynamic);
    const Relocations relocations(file, inspection.dynamic);
    inspection.changes_floating_point =
        changes_floating_point(file, inspection.dynamic, relocations);
    inspection.descriptor = read_descriptor(file, symbol, relocations);
    return inspection;
  } catch (const Damage& damage) {
    return Damage{printable(damage.what)};
  }
}

Inspection inspect(const std::filesystem::path& path) {
  Reading reading = try_inspect(path);
  if (auto* inspection = std::get_if<Inspection>(&reading)) return std::move(*inspection);
  throw Error(ErrorKind::plugin,
              fmt::format("{}: {}", path.string(), std::get<Damage>(reading).what));
}

}  // namespace assay::plugin::binary
