// SPDX-License-Identifier: Apache-2.0
#include "core/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace assay {

void check_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "assay: a bug in assay: %s does not hold (%s:%d)\n", expression, file, line);
  std::abort();
}

}  // namespace assay
