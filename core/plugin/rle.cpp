// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/rle.hpp"

#include <vector>

namespace assay::plugin {
namespace {

/// The next number: five bits a character, from 48 on, the sixth says that more follow, the last
/// character's fifth is the sign (rleFrString in cocoapi's maskApi.c). False where it breaks off.
bool next_number(std::string_view& text, std::int64_t& number) {
  std::uint64_t bits = 0;
  for (unsigned shift = 0; !text.empty() && shift < 60; shift += 5) {
    const int code = text.front() - 48;
    text.remove_prefix(1);
    if (code < 0 || code > 63) return false;
    bits |= static_cast<std::uint64_t>(code & 31) << shift;
    if ((code & 32) != 0) continue;
    if ((code & 16) != 0) bits |= ~std::uint64_t{0} << (shift + 5);
    number = static_cast<std::int64_t>(bits);
    return true;
  }
  return false;
}

}  // namespace

bool is_rle_of(std::string_view text, std::int64_t pixels) {
  std::vector<std::int64_t> runs;
  std::int64_t covered = 0;
  while (!text.empty()) {
    std::int64_t run = 0;
    if (!next_number(text, run)) return false;
    // From the fourth on, runs are differences to the one before the last.
    if (runs.size() > 2 && __builtin_add_overflow(run, runs[runs.size() - 2], &run)) return false;
    if (run < 0 || run > pixels - covered) return false;
    covered += run;
    runs.push_back(run);
  }
  return covered == pixels;
}

}  // namespace assay::plugin
