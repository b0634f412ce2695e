// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/plugin_file.hpp"

// Boost.DLL 1.74 with std::filesystem lacks these two.
#include <string>
#include <vector>

#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <cfenv>
#include <cstdio>
#include <system_error>

#include "runner/worker/first_minor.hpp"
#include "runner/worker/refusal.hpp"

namespace assay::worker {
namespace {

/// Boost wraps the loader's text in its own and appends an errno that has nothing to do with it.
std::string loader_text(const std::string& what) {
  constexpr std::string_view kHead = "(dlerror system message: ";
  const std::size_t head = what.find(kHead);
  if (head == std::string::npos) return what;
  const std::size_t begin = head + kHead.size();
  const std::size_t end = what.rfind(')');
  return what.substr(begin, end == std::string::npos || end < begin ? end : end - begin);
}

std::string remedy(const std::string& text) {
  if (text.find("undefined symbol") != std::string::npos) {
    return "; link the library that defines it (-Wl,-z,defs finds this when the plugin is built)";
  }
  if (text.find("cannot open shared object file") != std::string::npos) {
    return "; the plugin needs this library: install it, or link with -Wl,-rpath,'$ORIGIN/...'";
  }
  if (text.find("version `") != std::string::npos) {
    return "; the plugin was built for a newer system than this one";
  }
  if (text.find("failed to map segment") != std::string::npos) {
    return "; its file system may be mounted noexec: copy it to another";
  }
  if (text.find("static TLS") != std::string::npos) {
    return "; build it without -ftls-model=initial-exec";
  }
  return "";
}

/// A library linked with -ffast-math changes rounding of denormals in whoever loads it.
class FloatingPointGuard {
 public:
  FloatingPointGuard() { std::fegetenv(&before_); }
  ~FloatingPointGuard() { std::fesetenv(&before_); }
  FloatingPointGuard(const FloatingPointGuard&) = delete;
  FloatingPointGuard& operator=(const FloatingPointGuard&) = delete;

 private:
  std::fenv_t before_{};
};

boost::dll::shared_library& load_library(const std::string& file) {
  using boost::dll::load_mode::rtld_local;
  using boost::dll::load_mode::rtld_now;
  // Never closed: destructors of thread-local objects would run code that is gone.
  static auto& library = *new boost::dll::shared_library;
  const FloatingPointGuard guard;
  try {
    library.load(file, rtld_now | rtld_local);
  } catch (const std::system_error& error) {
    const std::string text = loader_text(error.what());
    throw Refusal("it cannot be loaded: " + text + remedy(text));
  }
  return library;
}

const assay_plugin_t& find_descriptor(boost::dll::shared_library& library) {
  if (library.has(ASSAY_PLUGIN_SYMBOL)) {
    return library.get<const assay_plugin_t>(ASSAY_PLUGIN_SYMBOL);
  }
  if (library.has("assay_plugin_v2")) {
    throw Refusal("it is made for a newer assay (it exports assay_plugin_v2 only); update assay");
  }
  throw Refusal(std::string("it is not an assay plugin: it exports no ") + ASSAY_PLUGIN_SYMBOL +
                "; include <assay/plugin.h> and define that symbol, visible to others");
}

/// What the symbol table says about the descriptor's size; 0 for nothing.
std::uint64_t symbol_size(const assay_plugin_t& plugin) {
  Dl_info info{};
  void* extra = nullptr;
  if (::dladdr1(&plugin, &info, &extra, RTLD_DL_SYMENT) == 0 || extra == nullptr) return 0;
  return static_cast<const ElfW(Sym)*>(extra)->st_size;
}

void check_head(const assay_plugin_t& plugin) {
  const std::uint64_t symbol = symbol_size(plugin);
  if (symbol != 0 && symbol < 4 * sizeof(std::uint32_t)) {
    throw Refusal(std::string(ASSAY_PLUGIN_SYMBOL) + " is too small to be a plugin's descriptor");
  }
  if (plugin.magic != ASSAY_MAGIC) {
    char text[96];
    std::snprintf(text, sizeof text, "%s begins with 0x%08x instead of 0x%08x", ASSAY_PLUGIN_SYMBOL,
                  plugin.magic, ASSAY_MAGIC);
    throw Refusal(std::string(text) + "; set .magic = ASSAY_MAGIC");
  }
  if (plugin.min_host_minor > ASSAY_ABI_MINOR) {
    throw Refusal("it needs a host of ABI " + std::to_string(ASSAY_ABI_MAJOR) + "." +
                  std::to_string(plugin.min_host_minor) + ", this is " +
                  std::to_string(ASSAY_ABI_MAJOR) + "." + std::to_string(ASSAY_ABI_MINOR) +
                  "; update assay, or build the plugin for an older one");
  }
  if (!is_whole(plugin) || (symbol != 0 && plugin.struct_size > symbol)) {
    throw Refusal("its descriptor says it has " + std::to_string(plugin.struct_size) +
                  " bytes, it has " + std::to_string(symbol) + " and needs at least " +
                  std::to_string(kFirstPluginBytes) +
                  "; set .struct_size = sizeof(assay_plugin_t)");
  }
}

}  // namespace

const assay_plugin_t& open_plugin(const std::string& file) {
  const assay_plugin_t& plugin = find_descriptor(load_library(file));
  check_head(plugin);
  return plugin;
}

}  // namespace assay::worker
