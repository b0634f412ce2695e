// SPDX-License-Identifier: Apache-2.0
#include <assay/abi/base.h>
#include <elf.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "core/plugin/abi_check/judge.hpp"
#include "core/plugin/binary/symbol_version.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin::abi_check {
namespace {

using binary::DynamicSymbol;
using binary::Inspection;

constexpr unsigned char kGnuUnique = 10;  // STB_GNU_UNIQUE

/// "a, b, c and 12 more".
std::string sample(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 4;
  const std::size_t shown = std::min(names.size(), kShown);
  std::vector<std::string> head;
  for (std::size_t i = 0; i < shown; ++i) head.push_back(printable(names[i]));
  std::string text = fmt::format("{}", fmt::join(head, ", "));
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

template <class Wanted>
std::vector<std::string> names_of(const Inspection& inspection, Wanted wanted) {
  std::vector<std::string> names;
  for (const DynamicSymbol& symbol : inspection.dynamic.symbols) {
    if (wanted(symbol)) names.push_back(symbol.name);
  }
  return names;
}

/// assay_plugin_v1, assay_plugin_v2, ...
bool is_descriptor(const std::string& name) {
  constexpr std::string_view kStem = "assay_plugin_v";
  return name.starts_with(kStem) && name.size() > kStem.size() &&
         std::all_of(name.begin() + kStem.size(), name.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

void check_machine(const Inspection& inspection, Findings& findings) {
  if (inspection.elf.machine == binary::own_machine()) return;
  findings.add("elf.machine", fmt::format("it is built for {}, this machine is {}",
                                          binary::machine_name(inspection.elf.machine),
                                          binary::machine_name(binary::own_machine())));
}

void check_symbols(const Inspection& inspection, Findings& findings) {
  const auto leaked = names_of(inspection, [](const DynamicSymbol& symbol) {
    // Old linkers export the two of every library.
    const bool of_the_linker = symbol.name == "_init" || symbol.name == "_fini";
    return symbol.is_exported() && !is_descriptor(symbol.name) && !of_the_linker;
  });
  if (!leaked.empty()) findings.add("elf.exports", "it also exports " + sample(leaked));
  const auto unique = names_of(
      inspection, [](const DynamicSymbol& symbol) { return symbol.binding == kGnuUnique; });
  if (!unique.empty()) findings.add("elf.unique-symbols", "it has " + sample(unique));
}

void check_descriptor_symbol(const Inspection& inspection, Findings& findings) {
  const DynamicSymbol& symbol = *inspection.dynamic.find(ASSAY_PLUGIN_SYMBOL);
  if (symbol.type != STT_OBJECT) {
    findings.add("elf.symbol", ASSAY_PLUGIN_SYMBOL " is no data symbol");
  } else if (symbol.binding != STB_GLOBAL) {
    findings.add("elf.symbol", ASSAY_PLUGIN_SYMBOL " is weak: another library's may stand for it");
  } else if (!inspection.is_constant(symbol.value)) {
    findings.add("elf.symbol", ASSAY_PLUGIN_SYMBOL " lies in memory that can be written to");
  }
  if (symbol.size < inspection.descriptor.struct_size) {
    findings.add("descriptor.size", fmt::format("struct_size says {} bytes, the symbol has {}",
                                                inspection.descriptor.struct_size, symbol.size));
  }
}

void check_linking(const Inspection& inspection, Findings& findings) {
  const binary::ElfFacts& elf = inspection.elf;
  const binary::DynamicSection& dynamic = inspection.dynamic;
  if (elf.executable_stack) findings.add("elf.executable-stack", "it asks for an executable stack");
  if (elf.writable_code) findings.add("elf.writable-code", "a segment may be written and executed");
  if (dynamic.text_relocations) {
    findings.add("elf.text-relocations", "the loader must write to its code");
  }
  if (!elf.relro) findings.add("elf.relro", "it has no segment that becomes read-only");
  if (!dynamic.bind_now) findings.add("elf.bind-now", "symbols are bound when they are used");
  if ((dynamic.flags & DF_STATIC_TLS) != 0) findings.add("elf.static-tls", "it uses static TLS");
}

void check_paths(const Inspection& inspection, Findings& findings) {
  const binary::DynamicSection& dynamic = inspection.dynamic;
  if (!dynamic.rpath.empty()) findings.add("elf.rpath", "its RPATH is " + printable(dynamic.rpath));
  for (std::size_t begin = 0; begin < dynamic.runpath.size();) {
    const std::size_t end = std::min(dynamic.runpath.find(':', begin), dynamic.runpath.size());
    const std::string part = dynamic.runpath.substr(begin, end - begin);
    const std::string folder = part.substr(0, part.find('/'));
    const bool relative = folder == "$ORIGIN" || folder == "${ORIGIN}";
    if (!relative) findings.add("elf.runpath", "its RUNPATH has " + printable(part));
    begin = end + 1;
  }
}

/// Sanitizers and interpreters, which a plugin as it ships should not need.
void check_needed(const Inspection& inspection, const Policy& policy, Findings& findings) {
  constexpr std::array<std::string_view, 7> kForbidden{
      "libasan.", "libtsan.", "libubsan.", "libmsan.", "liblsan.", "libclang_rt.", "libpython"};
  std::set<std::string> opencv_versions;
  for (const std::string& library : inspection.dynamic.needed) {
    const auto& allowed = policy.allowed_libraries;
    if (std::find(allowed.begin(), allowed.end(), library) != allowed.end()) continue;
    const bool forbidden =
        std::any_of(kForbidden.begin(), kForbidden.end(),
                    [&](std::string_view stem) { return library.starts_with(stem); });
    if (forbidden) findings.add("elf.needed", "it needs " + printable(library));
    if (library.find('/') != std::string::npos) {
      findings.add("elf.needed", fmt::format("it needs {}, a path instead of a name: link it with "
                                             "-l, or give that library a soname",
                                             printable(library)));
    }
    if (library.starts_with("libopencv_")) {
      opencv_versions.insert(library.substr(std::min(library.find(".so"), library.size())));
    }
  }
  if (opencv_versions.size() > 1) {
    findings.add("elf.needed", fmt::format("it needs libraries of {} versions of OpenCV",
                                           opencv_versions.size()));
  }
}

void check_versions(const Inspection& inspection, const Policy& policy, Findings& findings) {
  for (const auto& [series, ceiling] : policy.ceilings) {
    const auto most = binary::parse_symbol_version(fmt::format("{}_{}", series, ceiling));
    std::vector<std::string> above;
    for (const binary::VersionNeed& need : inspection.dynamic.version_needs) {
      const auto version = binary::parse_symbol_version(need.version);
      if (version.series == series && most.numbers < version.numbers) above.push_back(need.version);
    }
    if (above.empty()) continue;
    findings.add("elf.symbol-version", fmt::format("it needs {}, the policy allows {}_{}",
                                                   sample(above), series, ceiling));
  }
}

void check_imports(const Inspection& inspection, Findings& findings) {
  static const std::set<std::string_view> kSuspicious{
      "exit",   "_exit",        "_Exit", "quick_exit", "abort",  "signal", "sigaction", "setlocale",
      "fork",   "vfork",        "chdir", "fchdir",     "umask",  "setenv", "putenv",    "unsetenv",
      "dlopen", "pthread_kill", "kill",  "execve",     "system", "daemon"};
  const auto imports = names_of(inspection, [](const DynamicSymbol& symbol) {
    return !symbol.is_defined && kSuspicious.contains(symbol.name);
  });
  if (!imports.empty()) findings.add("elf.imports", "it calls " + sample(imports));
}

void check_start(const Inspection& inspection, Findings& findings) {
  if (inspection.changes_floating_point) {
    findings.add("elf.fast-math", "a constructor changes how denormal numbers are treated");
  }
  // One is the compiler's own (frame_dummy).
  if (inspection.dynamic.init_array_count > 1) {
    findings.add("elf.constructors", fmt::format("functions that run when it is loaded: {}",
                                                 inspection.dynamic.init_array_count - 1));
  }
}

}  // namespace

void check_elf(const Inspection& inspection, const Policy& policy, Findings& findings) {
  check_machine(inspection, findings);
  check_descriptor_symbol(inspection, findings);
  check_symbols(inspection, findings);
  check_linking(inspection, findings);
  check_paths(inspection, findings);
  check_needed(inspection, policy, findings);
  check_versions(inspection, policy, findings);
  check_imports(inspection, findings);
  check_start(inspection, findings);
}

}  // namespace assay::plugin::abi_check
