// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/print.hpp"

#include <cstdio>

#include "core/base/error.hpp"

namespace assay::runner {

void print(const std::string& text) {
  const bool written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  if (!written) throw Error(ErrorKind::io, "cannot write the results to stdout");
}

}  // namespace assay::runner
