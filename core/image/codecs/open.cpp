// SPDX-License-Identifier: Apache-2.0
#include "core/image/codecs/open.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace assay::image::codecs {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kInstallAgain = "install assay again, whole";

[[noreturn]] void fail(const fs::path& module, std::string_view cause, std::string_view remedy) {
  throw Error(ErrorKind::io,
              fmt::format("cannot open {}, through which images other than JPEGs and PNGs are "
                          "decoded and WebP is written: {}; {}",
                          module.string(), cause, remedy));
}

/// dlerror's text without the file's name at its head, which the caller says anyway.
std::string loader_complaint(const fs::path& module) {
  const char* const text = ::dlerror();
  std::string_view complaint = text != nullptr ? text : "unknown cause";
  const std::string head = module.string() + ": ";
  if (complaint.starts_with(head)) complaint.remove_prefix(head.size());
  return std::string(complaint);
}

fs::path module_of_this_executable() {
  const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
  return (folder / ASSAY_CODECS_MODULE).lexically_normal();
}

}  // namespace

const Table& open(const fs::path& module) {
  if (!fs::exists(module)) fail(module, "there is no such file", kInstallAgain);
  void* const library = ::dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    fail(module, loader_complaint(module),
         fmt::format("'ldd {}' lists what it needs", module.string()));
  }
  const auto get_table = reinterpret_cast<GetTable>(::dlsym(library, kGetTable));
  if (get_table == nullptr) fail(module, "it is not a codec module of assay", kInstallAgain);
  const Table* const table = get_table();
  if (table->revision != kRevision || table->table_bytes != sizeof(Table)) {
    fail(module,
         fmt::format("it belongs to another build of assay: its revision is {} and not {}",
                     table->revision, kRevision),
         kInstallAgain);
  }
  return *table;
}

const Table& table() {
  static const Table& opened = open(module_of_this_executable());
  return opened;
}

}  // namespace assay::image::codecs
