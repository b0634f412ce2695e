// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/descriptor.hpp"

#include <assay/abi/plugin.h>
#include <fmt/format.h>

#include <bit>

#include "core/plugin/binary/descriptor_values.hpp"
#include "core/plugin/binary/struct_view.hpp"

namespace assay::plugin::binary {
namespace {

// Nobody writes more; garbage in these counts would have us read on for ever.
constexpr std::uint32_t kMostEntries = 1024;
constexpr std::uint32_t kMostParameters = 1024;         // of one entry
constexpr std::uint64_t kMostParametersInAll = 16'384;  // damaged tables may point at each other

/// All of what one plugin says, within bounds that hold however its structs point at each other.
class DescriptorReader {
 public:
  DescriptorReader(const ElfFile& file, const Relocations& relocations)
      : memory_{file, relocations}, values_(memory_) {}

  Descriptor read(std::uint64_t address) {
    const StructView plugin(memory_, address, 2 * sizeof(std::uint32_t));
    Descriptor descriptor;
    descriptor.magic = plugin.u32(offsetof(assay_plugin_t, magic));
    descriptor.struct_size = plugin.u32(offsetof(assay_plugin_t, struct_size));
    check_head(descriptor);
    const StructView all(memory_, address, descriptor.struct_size);
    read_facts(all, descriptor);
    const std::uint32_t count = all.u32(offsetof(assay_plugin_t, n_entries));
    if (count > kMostEntries) throw Damage{fmt::format("its descriptor has {} entries", count)};
    const std::uint64_t entries = all.pointer(offsetof(assay_plugin_t, entries));
    if (count > 0 && entries == 0) throw Damage{"its descriptor has entries but no table of them"};
    for (std::uint32_t i = 0; i < count; ++i) {
      read_entry(memory_.pointer(entries + 8 * std::uint64_t{i}), descriptor);
    }
    return descriptor;
  }

 private:
  static void check_head(const Descriptor& descriptor) {
    if (descriptor.magic != ASSAY_MAGIC) {
      throw Damage{fmt::format(
          ASSAY_PLUGIN_SYMBOL " begins with {:#010x} instead of {:#010x}; set .magic = ASSAY_MAGIC",
          descriptor.magic, ASSAY_MAGIC)};
    }
    constexpr std::uint32_t kLargest = 1 << 16;
    if (descriptor.struct_size < ASSAY_END_OF(assay_plugin_t, extension) ||
        descriptor.struct_size > kLargest) {
      throw Damage{fmt::format(
          "its descriptor says that it has {} bytes; set .struct_size = sizeof(assay_plugin_t)",
          descriptor.struct_size)};
    }
  }

  void read_facts(const StructView& plugin, Descriptor& descriptor) {
    wire::Description& description = descriptor.description;
    description.abi_minor = plugin.u32(offsetof(assay_plugin_t, abi_minor));
    descriptor.min_host_minor = plugin.u32(offsetof(assay_plugin_t, min_host_minor));
    descriptor.flags = plugin.u32(offsetof(assay_plugin_t, flags));
    description.id = plugin.text(offsetof(assay_plugin_t, id));
    description.name = plugin.text(offsetof(assay_plugin_t, name));
    description.version = plugin.text(offsetof(assay_plugin_t, version));
    description.sdk = plugin.text(offsetof(assay_plugin_t, sdk));
    descriptor.author = plugin.text(offsetof(assay_plugin_t, author));
    descriptor.url = plugin.text(offsetof(assay_plugin_t, url));
    descriptor.license = plugin.text(offsetof(assay_plugin_t, license));
    descriptor.init = plugin.pointer(offsetof(assay_plugin_t, init));
    descriptor.shutdown = plugin.pointer(offsetof(assay_plugin_t, shutdown));
    descriptor.extension = plugin.pointer(offsetof(assay_plugin_t, extension));
  }

  /// `needed`: as the first minor had it.
  static void check_size(const StructView& read, std::size_t needed, const char* type) {
    if (read.size() >= needed) return;
    throw Damage{
        fmt::format("a struct in its tables says that it has {} bytes; set .struct_size = "
                    "sizeof({})",
                    read.size(), type)};
  }

  void read_entry(std::uint64_t address, Descriptor& descriptor) {
    if (address == 0) throw Damage{"its table of entries has a pointer that is NULL"};
    const StructView source(memory_, address);
    check_size(source, ASSAY_END_OF(assay_entry_t, unload), "assay_entry_t");
    wire::Entry entry;
    entry.name = source.text(offsetof(assay_entry_t, name));
    entry.doc = source.text(offsetof(assay_entry_t, doc));
    entry.model_type = source.text(offsetof(assay_entry_t, model_type));
    entry.threading = source.u32(offsetof(assay_entry_t, threading));
    entry.device_mask = source.u32(offsetof(assay_entry_t, device_mask));
    entry.color_mask = source.u32(offsetof(assay_entry_t, color_mask));
    entry.max_batch = source.u32(offsetof(assay_entry_t, max_batch));
    const EntryCode code{source.pointer(offsetof(assay_entry_t, load)),
                         source.pointer(offsetof(assay_entry_t, predict)),
                         source.pointer(offsetof(assay_entry_t, unload))};
    entry.has_load = code.load != 0;
    entry.has_predict = code.predict != 0;
    entry.has_unload = code.unload != 0;
    entry.parameters = read_parameters(source.pointer(offsetof(assay_entry_t, params)),
                                       source.u32(offsetof(assay_entry_t, n_params)), 0);
    descriptor.description.entries.push_back(std::move(entry));
    descriptor.code.push_back(code);
  }

  std::vector<wire::Parameter> read_parameters(std::uint64_t table, std::uint32_t count,
                                               int depth) {
    parameters_ += count;
    if (count > kMostParameters || parameters_ > kMostParametersInAll ||
        depth > wire::kDeepestParameter) {
      throw Damage{"its descriptor has more parameters than can be, or nests them without end"};
    }
    if (count > 0 && table == 0) throw Damage{"an entry has parameters but no table of them"};
    std::vector<wire::Parameter> all;
    for (std::uint32_t i = 0; i < count; ++i) {
      all.push_back(read_parameter(memory_.pointer(table + 8 * std::uint64_t{i}), depth));
    }
    return all;
  }

  wire::Parameter read_parameter(std::uint64_t address, int depth) {
    if (address == 0) throw Damage{"a table of parameters has a pointer that is NULL"};
    const StructView source(memory_, address);
    check_size(source, ASSAY_END_OF(assay_param_t, maximum), "assay_param_t");
    wire::Parameter parameter;
    parameter.name = source.text(offsetof(assay_param_t, name));
    parameter.handle_type = source.text(offsetof(assay_param_t, handle_type));
    parameter.doc = source.text(offsetof(assay_param_t, doc));
    parameter.kinds = source.u32(offsetof(assay_param_t, kinds));
    parameter.element_kinds = source.u32(offsetof(assay_param_t, element_kinds));
    parameter.flags = source.u32(offsetof(assay_param_t, flags));
    parameter.minimum = std::bit_cast<double>(source.u64(offsetof(assay_param_t, minimum)));
    parameter.maximum = std::bit_cast<double>(source.u64(offsetof(assay_param_t, maximum)));
    parameter.min_elements = source.u32(offsetof(assay_param_t, min_elements));
    parameter.max_elements = source.u32(offsetof(assay_param_t, max_elements));
    if (const auto at = source.pointer(offsetof(assay_param_t, default_value)); at != 0) {
      parameter.default_value = values_.read(at);
    }
    parameter.choices = values_.read_list(source.pointer(offsetof(assay_param_t, choices)),
                                          source.u32(offsetof(assay_param_t, n_choices)));
    parameter.members = read_parameters(source.pointer(offsetof(assay_param_t, members)),
                                        source.u32(offsetof(assay_param_t, n_members)), depth + 1);
    return parameter;
  }

  const LoadedMemory memory_;
  ValueReader values_;
  std::uint64_t parameters_ = 0;
};

}  // namespace

const DynamicSymbol& descriptor_symbol(const DynamicSection& section) {
  const DynamicSymbol* symbol = section.find(ASSAY_PLUGIN_SYMBOL);
  if (symbol == nullptr && section.find("assay_plugin_v2") != nullptr) {
    throw Damage{"it is made for a newer assay (it exports assay_plugin_v2 only); update assay"};
  }
  if (symbol == nullptr || !symbol->is_exported()) {
    throw Damage{"it is not an assay plugin: it exports no " ASSAY_PLUGIN_SYMBOL
                 "; include <assay/plugin.h> and define that symbol, visible to others"};
  }
  return *symbol;
}

Descriptor read_descriptor(const ElfFile& file, const DynamicSymbol& symbol,
                           const Relocations& relocations) {
  return DescriptorReader(file, relocations).read(symbol.value);
}

}  // namespace assay::plugin::binary
