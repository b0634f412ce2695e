// SPDX-License-Identifier: Apache-2.0
// The rules. plugin_api/README.md lists the same, and a test compares the two.
#include <algorithm>
#include <utility>

#include "core/base/check.hpp"
#include "core/plugin/abi_check/finding.hpp"

namespace assay::plugin::abi_check {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  ASSAY_CHECK(false);
}

const std::vector<Rule>& all_rules() {
  using enum Severity;
  static const std::vector<Rule> rules{
      {"descriptor.codes", error, "only codes that this contract knows: kinds, threading, flags",
       "use the constants of assay/abi; a newer contract needs min_host_minor"},
      {"descriptor.default", error, "a default and every choice is of a kind its parameter takes",
       "correct default_value, choices or kinds"},
      {"descriptor.entries", error, "entries have unique identifiers as names",
       "name each entry after its function, once"},
      {"descriptor.functions", error,
       "each entry sets exactly one of load and predict, unload and model_type with load",
       "set the function pointers of the entry"},
      {"descriptor.handle", error,
       "a model that predict takes is the model_type of some load entry",
       "let handle_type and model_type be the same text"},
      {"descriptor.identity", error, "id, name and version are set, and are UTF-8",
       "set id (reverse domain), name and version"},
      {"descriptor.minor", error,
       "abi_minor is not less than min_host_minor, and this host is not older than that",
       "set abi_minor = ASSAY_ABI_MINOR; min_host_minor is the oldest host that will do"},
      {"descriptor.parameters", error, "parameters have unique identifiers as names, and a kind",
       "name each parameter after its argument, once"},
      {"descriptor.pointers", error, "functions lie in code of the library itself",
       "point to functions of the plugin"},
      {"descriptor.range", error,
       "minimum is not above maximum, a default is between them, and a range belongs to a number",
       "correct minimum, maximum and flags"},
      {"descriptor.size", error, "the symbol is as large as struct_size says",
       "set .struct_size = sizeof(assay_plugin_t)"},
      {"elf.bind-now", warning, "all symbols are bound when the library is loaded",
       "link with -Wl,-z,now: a missing symbol then shows at load, not at image 7000"},
      {"elf.constructors", note, "nothing runs when the library is loaded",
       "make static objects constant (constinit), or construct them in load"},
      {"elf.executable-stack", error, "the stack is not executable",
       "link with -Wl,-z,noexecstack; assembler files need a .note.GNU-stack section"},
      {"elf.exports", error, "assay_plugin_v1 is the only symbol exported",
       "link with a version script: { global: assay_plugin_v1; local: *; };"},
      {"elf.fast-math", error, "loading leaves the floating-point mode alone",
       "link without -ffast-math (-Ofast, -funsafe-math-optimizations)"},
      {"elf.imports", note, "no import that a plugin should not need",
       "return a status instead of ending the process; leave signals, locale and folder alone"},
      {"elf.machine", error, "the library is for the machine that checks it",
       "build it for this machine, or switch this rule off in the policy"},
      {"elf.missing-library", warning, "the libraries it needs are on the machine that checks it",
       "install them where plugins are checked, else missing symbols go unnoticed"},
      {"elf.needed", error, "no library that cannot be there, or clashes with another",
       "link without sanitizers for a release, and with one OpenCV"},
      {"elf.relro", warning, "tables with pointers are read-only once the library is loaded",
       "link with -Wl,-z,relro"},
      {"elf.rpath", error, "RPATH is not used",
       "link with -Wl,--enable-new-dtags, or without an rpath"},
      {"elf.runpath", error, "RUNPATH begins with $ORIGIN", "write -Wl,-rpath,'$ORIGIN/...'"},
      {"elf.static-tls", warning, "no static TLS",
       "build without -ftls-model=initial-exec: room for it is scarce"},
      {"elf.symbol", error, "assay_plugin_v1 is a constant data symbol, visible to others",
       "define it const, with ASSAY_EXPORT before it"},
      {"elf.symbol-version", error, "no symbol version newer than the policy's ceiling",
       "build on the oldest system that is to run the plugin"},
      {"elf.text-relocations", error, "code needs no relocation", "compile with -fPIC"},
      {"elf.undefined", error, "every symbol is defined by a library that it needs",
       "link the library that defines it; -Wl,-z,defs finds this when the plugin is built"},
      {"elf.unique-symbols", error, "no GNU_UNIQUE symbol",
       "compile with -fvisibility=hidden -fvisibility-inlines-hidden, or -fno-gnu-unique"},
      {"elf.writable-code", error, "no segment is both writable and executable",
       "link without -N (--omagic)"},
  };
  return rules;
}

const Rule& rule_named(std::string_view id) {
  const auto& rules = all_rules();
  const auto it =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  ASSAY_CHECK(it != rules.end());
  return *it;
}

void Findings::add(std::string_view id, std::string seen) {
  const Rule& rule = rule_named(id);
  findings_.push_back(
      {std::string(rule.id), rule.severity, std::move(seen), std::string(rule.remedy)});
}

}  // namespace assay::plugin::abi_check
