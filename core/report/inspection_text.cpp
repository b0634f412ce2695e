// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "core/plugin/binary/symbol_version.hpp"
#include "core/plugin/utf8.hpp"
#include "core/plugin/words.hpp"
#include "core/report/inspection.hpp"

namespace assay::report {
namespace {

namespace binary = plugin::binary;
namespace wire = plugin::wire;

struct ValueText {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
  std::string operator()(double number) const { return fmt::format("{}", number); }
  std::string operator()(const std::string& text) const {
    return text.empty() ? "\"\"" : plugin::printable(text);
  }
  std::string operator()(const wire::Path& path) const { return (*this)(path.text); }
  std::string operator()(const wire::Value::List& list) const {
    std::string text = "[";
    for (const wire::Value& element : list) {
      text += (text.size() > 1 ? ", " : "") + std::visit(*this, element.content);
    }
    return text + "]";
  }
  std::string operator()(const wire::Value::Map& map) const {
    std::string text = "{";
    for (const auto& pair : map) {
      text += (text.size() > 1 ? ", " : "") + plugin::printable(pair.first) + ": " +
              std::visit(*this, pair.second.content);
    }
    return text + "}";
  }
  std::string operator()(wire::Placeholder) const { return ""; }
};

std::string text_of(const wire::Value& value) {
  return std::visit(ValueText{}, value.content);
}

/// "float or null", "list of int".
std::string kinds_text(const wire::Parameter& parameter) {
  std::string text = fmt::format("{}", fmt::join(plugin::kind_names(parameter.kinds), " or "));
  if (parameter.element_kinds == 0) return text;
  return text +
         fmt::format(" of {}", fmt::join(plugin::kind_names(parameter.element_kinds), " or "));
}

/// "0 to 1", "at least 1".
std::string range_text(const wire::Parameter& parameter) {
  const bool low = plugin::has_minimum(parameter);
  const bool high = plugin::has_maximum(parameter);
  if (low && high) return fmt::format("{} to {}", parameter.minimum, parameter.maximum);
  if (low) return fmt::format("at least {}", parameter.minimum);
  return high ? fmt::format("at most {}", parameter.maximum) : "";
}

/// "2 elements", "1 to 3 elements".
std::string elements_text(const wire::Parameter& parameter) {
  const std::uint32_t least = parameter.min_elements;
  const std::uint32_t most = parameter.max_elements;
  if (most == 0) return least == 0 ? "" : fmt::format("at least {} elements", least);
  return least == most ? fmt::format("{} elements", most)
                       : fmt::format("{} to {} elements", least, most);
}

/// "required", "default 0.25", "0 to 1", "one of a, b".
std::string limits_text(const wire::Parameter& parameter) {
  std::vector<std::string> parts;
  if (plugin::is_required(parameter) && !plugin::is_the_batch(parameter)) {
    parts.emplace_back("required");
  }
  if (!parameter.handle_type.empty()) parts.push_back("a " + parameter.handle_type);
  if (parameter.default_value) parts.push_back("default " + text_of(*parameter.default_value));
  if (const std::string count = elements_text(parameter); !count.empty()) parts.push_back(count);
  if (const std::string range = range_text(parameter); !range.empty()) parts.push_back(range);
  if (!parameter.choices.empty()) {
    std::vector<std::string> choices;
    for (const wire::Value& choice : parameter.choices) choices.push_back(text_of(choice));
    parts.push_back(fmt::format("one of {}", fmt::join(choices, ", ")));
  }
  if (plugin::is_secret(parameter)) parts.emplace_back("secret");
  return fmt::format("{}", fmt::join(parts, ", "));
}

void add_parameters(const std::vector<wire::Parameter>& parameters, std::size_t indent,
                    std::string& text) {
  std::size_t width = 0;
  for (const wire::Parameter& parameter : parameters) {
    width = std::max(width, parameter.name.size());
  }
  for (const wire::Parameter& parameter : parameters) {
    std::string line = fmt::format("{:{}}{:{}}  {}", "", indent, plugin::printable(parameter.name),
                                   width, kinds_text(parameter));
    if (const std::string limits = limits_text(parameter); !limits.empty()) line += ", " + limits;
    text += line + "\n";
    if (!parameter.doc.empty()) {
      text += fmt::format("{:{}}{}\n", "", indent + width + 2, plugin::printable(parameter.doc));
    }
    add_parameters(parameter.members, indent + 4, text);
  }
}

void add_entry(const wire::Entry& entry, std::string& text) {
  text +=
      fmt::format("\n{} {}", entry.has_load ? "load" : "predict", plugin::printable(entry.name));
  if (entry.has_load) text += fmt::format(", makes a {}", plugin::printable(entry.model_type));
  text += "\n";
  if (!entry.doc.empty()) text += fmt::format("  {}\n", plugin::printable(entry.doc));
  text +=
      fmt::format("  on {}; threading {}", fmt::join(plugin::device_names(entry.device_mask), ", "),
                  plugin::threading_name(entry.threading));
  if (entry.has_predict) {
    text += fmt::format("; images in {}", fmt::join(plugin::color_names(entry.color_mask), ", "));
  }
  if (entry.max_batch != 0) text += fmt::format("; at most {} datapoints a call", entry.max_batch);
  text += "\n";
  add_parameters(entry.parameters, 4, text);
}

/// "libc.so.6 (GLIBC_2.34)": the newest version asked of each, as its name sorts by number.
std::string needed_text(const binary::DynamicSection& dynamic) {
  std::map<std::string, std::vector<std::string>> versions;
  for (const auto& need : dynamic.version_needs) versions[need.library].push_back(need.version);
  std::vector<std::string> parts;
  for (const std::string& library : dynamic.needed) {
    const auto known = versions.find(library);
    std::string part = plugin::printable(library);
    if (known != versions.end()) {
      part += fmt::format(" ({})", plugin::printable(binary::newest_of(known->second)));
    }
    parts.push_back(std::move(part));
  }
  return parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string exports_text(const binary::DynamicSection& dynamic) {
  constexpr std::size_t kShown = 8;
  std::vector<std::string> names;
  std::size_t count = 0;
  for (const auto& symbol : dynamic.symbols) {
    if (!symbol.is_exported()) continue;
    if (++count <= kShown) names.push_back(plugin::printable(symbol.name));
  }
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (count > kShown) text += fmt::format(" and {} more", count - kShown);
  return text;
}

std::string hardening_text(const binary::Inspection& inspection) {
  const binary::ElfFacts& elf = inspection.elf;
  std::vector<std::string> parts{elf.relro ? "relro" : "NO RELRO"};
  parts.emplace_back(inspection.dynamic.bind_now ? "bind now" : "LAZY BINDING");
  parts.emplace_back(elf.executable_stack ? "EXECUTABLE STACK" : "stack not executable");
  if (inspection.dynamic.text_relocations) parts.emplace_back("TEXT RELOCATIONS");
  if (elf.writable_code) parts.emplace_back("WRITABLE CODE");
  return fmt::format("{}", fmt::join(parts, ", "));
}

void add_line(const char* name, const std::string& value, std::string& text) {
  if (!value.empty()) text += fmt::format("  {:<10}{}\n", name, plugin::printable(value));
}

}  // namespace

std::string inspection_text(const binary::Inspection& inspection, const std::string& file) {
  const binary::Descriptor& descriptor = inspection.descriptor;
  const wire::Description& description = descriptor.description;
  std::string text =
      fmt::format("{} {}  {}\n", plugin::printable(description.name),
                  plugin::printable(description.version), plugin::printable(description.id));
  add_line("author", descriptor.author, text);
  add_line("url", descriptor.url, text);
  add_line("license", descriptor.license, text);
  add_line("made with", description.sdk, text);
  const binary::Contract own = binary::own_contract();
  add_line("contract",
           fmt::format("{0}.{1}, needs a host of {0}.{2}; this assay has {0}.{3}{4}", own.major,
                       description.abi_minor, descriptor.min_host_minor, own.minor,
                       inspection.is_usable() ? "" : ": IT CANNOT RUN HERE"),
           text);
  for (const wire::Entry& entry : description.entries) add_entry(entry, text);
  text += fmt::format("\nfile {}\n", plugin::printable(file));
  add_line("machine",
           fmt::format("{}, {} bytes", binary::machine_name(inspection.elf.machine),
                       inspection.elf.bytes),
           text);
  add_line("build id", inspection.elf.build_id, text);
  add_line("needs", needed_text(inspection.dynamic), text);
  add_line("rpath", inspection.dynamic.rpath, text);
  add_line("runpath", inspection.dynamic.runpath, text);
  add_line("exports", exports_text(inspection.dynamic), text);
  add_line("safety", hardening_text(inspection), text);
  return text;
}

}  // namespace assay::report
