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
    Rule{"layout.unknown", Severity::warning, "something tells how its types are laid out",
         "include assay/plugin.h, which leaves a note; bindings write one, or keep debug "
         "information"},
    Rule{"layout.version", Severity::error,
         "all of it was compiled with one contract, which the descriptor names",
         "compile all of it anew, with abi_minor = ASSAY_ABI_MINOR"},
    Rule{"probe.arguments", Severity::note,
         "load survives arguments of another kind, and none at all",
         "look at n_args and kind before reading a value; the SDK does"},
    Rule{"probe.cancelled", Severity::error,
         "a call that is asked to stop ends with ASSAY_OK or ASSAY_E_CANCELLED, others never do",
         "return ASSAY_E_CANCELLED only after cancelled() answered 1, and leave the model usable"},
    Rule{"probe.color", Severity::error, "predict takes every colour of its color_mask",
         "read image->color, or accept fewer colours: the host converts"},
    Rule{"probe.crash", Severity::error, "a batch of images can be loaded for, predicted, unloaded",
         "run it under a debugger or with a sanitizer: assay check --runtime --worker-wrapper"},
    Rule{"probe.error-text", Severity::error, "a failing call says why",
         "call host->set_error with a text before returning a status"},
    Rule{"probe.exception", Severity::error, "no exception leaves a function of the plugin",
         "catch everything at the border and return a status; the SDK does"},
    Rule{"probe.exit", Severity::error, "no function ends the process",
         "return a status instead of calling exit()"},
    Rule{"probe.extension", Severity::error, "extension() answers NULL to an id it does not know",
         "compare the whole id, with its revision"},
    Rule{"probe.fields", Severity::error, "what predict gives is as the table of fields says",
         "correct the field: a run would fail each such datapoint as invalid_output"},
    Rule{"probe.hang", Severity::error, "calls come to an end",
         "ask cancelled() in long loops; --limit gives slow models more time"},
    Rule{"probe.image-size", Severity::error, "images may have one pixel, one row or one column",
         "call out_fail for what the model cannot take"},
    Rule{"probe.leak", Severity::warning, "what load took, unload gives back",
         "free the model in unload; a process may load many"},
    Rule{"probe.load", Severity::error, "load takes what the definition says",
         "correct the definition's inputs, or the plugin"},
    Rule{"probe.memory", Severity::error, "predict reports an output that the host refused",
         "return the status that out_alloc, out_copy or out_value returned"},
    Rule{"probe.not-loaded", Severity::note,
         "load takes arguments that the probe made up: defaults, and a path that is not there",
         "name a definition with --definition, so that predict is probed too"},
    Rule{"probe.not-run", Severity::note, "the plugin can be called on this machine",
         "mend the errors above; probe it on a machine of its kind"},
    Rule{"probe.open", Severity::error, "the library can be loaded",
         "install what it needs, or link with -Wl,-rpath,'$ORIGIN/...'"},
    Rule{"probe.outputs", Severity::error, "predict answers each datapoint",
         "give it at least one field, or call out_fail"},
    Rule{"probe.pixel-bounds", Severity::error, "predict reads no pixel that is not there",
         "a row has width * channels bytes; the next begins strides[0] further"},
    Rule{"probe.predict", Severity::warning, "predict takes a batch of ordinary images",
         "call out_fail for single images; a definition may give load what predict lacks"},
    Rule{"probe.repeat", Severity::error, "load, predict and unload can be repeated",
         "keep what belongs to a model in the model, not in globals"},
    Rule{"probe.row-stride", Severity::error, "rows may be padded",
         "step by strides[0], not by width"},
    Rule{"probe.struct-size", Severity::error, "nothing of a struct is read beyond its struct_size",
         "ask ASSAY_HAS before reading what is younger than the host"},
    Rule{"probe.surroundings", Severity::error,
         "locale, rounding, signals, folder, umask, environment and streams stay as they are",
         "leave them alone, or put them back before returning"},
    Rule{"probe.threads", Severity::error, "calls may overlap as far as threading says",
         "guard what calls share, or declare a stricter threading"},
    Rule{"probe.writes-pixels", Severity::error, "pixels are only read",
         "copy what is to be changed"},
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

const Rule* find_rule(std::string_view id) {
  const auto* const it =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rule& rule) { return rule.id == id; });
  return it == kRules.end() ? nullptr : it;
}

const Rule& rule_named(std::string_view id) {
  const Rule* const rule = find_rule(id);
  ASSAY_CHECK(rule != nullptr);
  return *rule;
}

void Findings::add(std::string_view rule_id, std::string seen) {
  const Rule& rule = rule_named(rule_id);
  findings_.push_back(
      {std::string(rule.id), rule.severity, std::move(seen), std::string(rule.remedy)});
}

}  // namespace assay::plugin::abi_check
