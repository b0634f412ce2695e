// SPDX-License-Identifier: Apache-2.0
// The codec module as it is, but for PNGs that say in a comment how the process that decodes them
// is to die: "assay-test-segfault", "assay-test-abort", or "assay-test-once:FILE", which crashes
// unless FILE is there, and makes it.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {
namespace {

const Table& real() {
  static const Table* const table = [] {
    void* const library = ::dlopen(ASSAY_TEST_REAL_CODECS, RTLD_NOW | RTLD_LOCAL);
    return reinterpret_cast<GetTable>(::dlsym(library, kGetTable))();
  }();
  return *table;
}

void crash_unless_there(std::string_view text) {
  const std::string file(text.substr(0, text.find('\n')));
  if (::access(file.c_str(), F_OK) == 0) return;
  ::close(::open(file.c_str(), O_CREAT | O_WRONLY, 0600));
  ::raise(SIGSEGV);
}

Reply decode_or_crash(Bytes file, const Background* background, const Pixels& out) noexcept {
  constexpr std::string_view kOnce = "assay-test-once:";
  const std::string_view bytes(file.first, file.count);
  if (bytes.find("assay-test-segfault") != bytes.npos) ::raise(SIGSEGV);
  if (bytes.find("assay-test-abort") != bytes.npos) std::abort();
  const std::size_t once = bytes.find(kOnce);
  if (once != bytes.npos) crash_unless_there(bytes.substr(once + kOnce.size()));
  return real().decode_png(file, background, out);
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const Table* assay_codecs() noexcept {
  static const Table table = [] {
    Table changed = real();
    changed.decode_png = decode_or_crash;
    return changed;
  }();
  return &table;
}

}  // namespace assay::image::codecs
