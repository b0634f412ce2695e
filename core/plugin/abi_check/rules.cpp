// SPDX-License-Identifier: Apache-2.0
// The rules. plugin_api/README.md lists the same, and a test compares the two.
#include <algorithm>
#include <array>
#include <utility>

#include "core/base/check.hpp"
#include "core/plugin/abi_check/finding.hpp"

namespace assay::plugin::abi_check {

namespace {

constexpr std::array kRules{
    Rule{"descriptor.codes", Severity::error,
         "only codes that this contract knows: kinds, threading, flags",
         "use the constants of assay/abi; a newer contract needs min_host_minor"},
    Rule{"descriptor.default", Severity::error,
         "a default and every choice is of a kind its parameter takes",
         "correct default_value, choices or kinds"},
    Rule{"descriptor.entries", Severity::error, "entries have unique identifiers as names",
         "name each entry after its function, once"},
    Rule{"descriptor.functions", Severity::error,
         "each entry sets exactly one of load and predict, unload and model_type with load",
         "set the function pointers of the entry"},
    Rule{"descriptor.handle", Severity::error,
         "a model that predict takes is the model_type of some load entry",
         "let handle_type and model_type be the same text"},
    Rule{"descriptor.identity", Severity::error, "id, name and version are set, and are UTF-8",
         "set id (reverse domain), name and version"},
    Rule{"descriptor.minor", Severity::error,
         "abi_minor is not less than min_host_minor, and this host is not older than that",
         "set abi_minor = ASSAY_ABI_MINOR; min_host_minor is the oldest host that will do"},
    Rule{"descriptor.parameters", Severity::error,
         "parameters have unique identifiers as names, and a kind",
         "name each parameter after its argument, once"},
    Rule{"descriptor.pointers", Severity::error, "functions lie in code of the library itself",
         "point to functions of the plugin"},
    Rule{"descriptor.range", Severity::error,
         "minimum is not above maximum, a default is between them, and a range belongs to a number",
         "correct minimum, maximum and flags"},
    Rule{"descriptor.size", Severity::error, "the symbol is as large as struct_size says",
         "set .struct_size = sizeof(assay_plugin_t)"},
    Rule{"elf.bind-now", Severity::warning, "all symbols are bound when the library is loaded",
         "link with -Wl,-z,now: a missing symbol then shows at load, not at image 7000"},
    Rule{"elf.constructors", Severity::note, "nothing runs when the library is loaded",
         "make static objects constant (constinit), or construct them in load"},
    Rule{"elf.executable-stack", Severity::error, "the stack is not executable",
         "link with -Wl,-z,noexecstack; assembler files need a .note.GNU-stack section"},
    Rule{"elf.exports", Severity::error, "assay_plugin_v1 is the only symbol exported",
         "link with a version script: { global: assay_plugin_v1; local: *; };"},
    Rule{"elf.fast-math", Severity::error, "loading leaves the floating-point mode alone",
         "link without -ffast-math (-Ofast, -funsafe-math-optimizations)"},
    Rule{"elf.imports", Severity::note, "no import that a plugin should not need",
         "return a status instead of ending the process; leave signals, locale and folder alone"},
    Rule{"elf.machine", Severity::error, "the library is for the machine that checks it",
         "build it for this machine, or switch this rule off in the policy"},
    Rule{"elf.missing-library", Severity::warning,
         "the libraries it needs are on the machine that checks it",
         "install them where plugins are checked, else missing symbols go unnoticed"},
    Rule{"elf.needed", Severity::error, "no library that cannot be there, or clashes with another",
         "link without sanitizers for a release, and with one OpenCV"},
    Rule{"elf.relro", Severity::warning,
         "tables with pointers are read-only once the library is loaded", "link with -Wl,-z,relro"},
    Rule{"elf.rpath", Severity::error, "RPATH is not used",
         "link with -Wl,--enable-new-dtags, or without an rpath"},
    Rule{"elf.runpath", Severity::error, "RUNPATH begins with $ORIGIN",
         "write -Wl,-rpath,'$ORIGIN/...'"},
    Rule{"elf.static-tls", Severity::warning, "no static TLS",
         "build without -ftls-model=initial-exec: room for it is scarce"},
    Rule{"elf.symbol", Severity::error,
         "assay_plugin_v1 is a constant data symbol, visible to others",
         "define it const, with ASSAY_EXPORT before it"},
    Rule{"elf.symbol-version", Severity::error, "no symbol version newer than the policy's ceiling",
         "build on the oldest system that is to run the plugin"},
    Rule{"elf.text-relocations", Severity::error, "code needs no relocation", "compile with -fPIC"},
    Rule{"elf.undefined", Severity::error, "every symbol is defined by a library that it needs",
         "link the library that defines it; -Wl,-z,defs finds this when the plugin is built"},
    Rule{"elf.unique-symbols", Severity::error, "no GNU_UNIQUE symbol",
         "compile with -fvisibility=hidden -fvisibility-inlines-hidden, or -fno-gnu-unique"},
    Rule{"elf.writable-code", Severity::error, "no segment is both writable and executable",
         "link without -N (--omagic)"},
    Rule{"layout.constant", Severity::error,
         "the contract's constants have the values of its golden",
         "include the headers of a release of assay, unchanged, and define none of its names"},
    Rule{"layout.note", Severity::error, "a layout note has a word for each of the golden's items",
         "let assay/abi/layout_note.h write it, or follow plugin_api/bindings.md"},
    Rule{"layout.type", Severity::error,
         "the contract's types have the sizes, offsets and signatures of its golden",
         "include unchanged headers, outside of #pragma pack, without -fpack-struct or the like"},
    Rule{
        "layout.unknown", Severity::warning, "something tells how its types are laid out",
        "include assay/plugin.h, which leaves a note; bindings write one (plugin_api/bindings.md)"},
    Rule{"layout.version", Severity::error,
         "all of it was compiled with one contract, which the descriptor names",
         "compile all of it anew, with abi_minor = ASSAY_ABI_MINOR"},
};

}  // namespace

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

std::span<const Rule> all_rules() {
  return kRules;
}

const Rule& rule_named(std::string_view id) {
  const auto* const it =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rule& rule) { return rule.id == id; });
  ASSAY_CHECK(it != kRules.end());
  return *it;
}

void Findings::add(std::string_view rule_id, std::string seen) {
  const Rule& rule = rule_named(rule_id);
  findings_.push_back(
      {std::string(rule.id), rule.severity, std::move(seen), std::string(rule.remedy)});
}

}  // namespace assay::plugin::abi_check
