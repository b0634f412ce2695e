// SPDX-License-Identifier: Apache-2.0
// The codec module as it is, but for PPMs that say in a comment how the process that decodes them
// is to die: "assay-test-segfault", "assay-test-abort", "assay-test-once:FILE", which crashes
// unless FILE is there, and makes it, and "assay-test-later:FILE", which crashes where that is
// there.
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

/// Whether the file was not there yet.
bool makes(std::string_view text) {
  const std::string file(text.substr(0, text.find('\n')));
  const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600);
  if (fd >= 0) ::close(fd);
  return fd >= 0;
}

Reply decode_or_crash(Bytes file, const Background* background,
                      const MutablePixelView& out) noexcept {
  constexpr std::string_view kOnce = "assay-test-once:", kLater = "assay-test-later:";
  const std::string_view bytes(file.first, file.count);
  if (bytes.find("assay-test-segfault") != bytes.npos) ::raise(SIGSEGV);
  if (bytes.find("assay-test-abort") != bytes.npos) std::abort();
  const std::size_t once = bytes.find(kOnce), later = bytes.find(kLater);
  if (once != bytes.npos && makes(bytes.substr(once + kOnce.size()))) ::raise(SIGSEGV);
  if (later != bytes.npos && !makes(bytes.substr(later + kLater.size()))) ::raise(SIGSEGV);
  return real().decode_other(file, background, out);
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const Table* assay_codecs() noexcept {
  static const Table table = [] {
    Table changed = real();
    changed.decode_other = decode_or_crash;
    return changed;
  }();
  return &table;
}

}  // namespace assay::image::codecs
