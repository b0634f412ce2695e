// SPDX-License-Identifier: Apache-2.0
// A plugin opened in the test's own process. Never closed, as a host never closes one.
#pragma once

#include <assay/plugin.h>
#include <dlfcn.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace assay::test {

inline const assay_plugin_t& open_plugin(const std::string& path) {
  void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) throw std::runtime_error(::dlerror());
  const void* const symbol = ::dlsym(library, ASSAY_PLUGIN_SYMBOL);
  if (symbol == nullptr) throw std::runtime_error(path + " exports no descriptor");
  return *static_cast<const assay_plugin_t*>(symbol);
}

inline const assay_entry_t& entry_of(const assay_plugin_t& plugin, const std::string& name) {
  for (std::uint32_t i = 0; i < plugin.n_entries; ++i) {
    if (plugin.entries[i]->name == name) return *plugin.entries[i];
  }
  throw std::runtime_error("no entry " + name);
}

/// The defaults of an entry's parameters, null where there is none.
inline std::vector<assay_value_t> defaults_of(const assay_entry_t& entry) {
  std::vector<assay_value_t> values;
  for (std::uint32_t i = 0; i < entry.n_params; ++i) {
    const assay_value_t* const fallback = entry.params[i]->default_value;
    values.push_back(fallback == nullptr ? assay_value_t{} : *fallback);
  }
  return values;
}

/// The value of the parameter called `name`, for setting.
inline assay_value_t& argument(std::vector<assay_value_t>& values, const assay_entry_t& entry,
                               const std::string& name) {
  for (std::uint32_t i = 0; i < entry.n_params; ++i) {
    if (entry.params[i]->name == name) return values[i];
  }
  throw std::runtime_error("no parameter " + name);
}

}  // namespace assay::test
