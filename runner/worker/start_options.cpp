// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/start_options.hpp"

#include <cstdlib>
#include <string_view>

namespace assay::worker {

std::optional<StartOptions> read_start_options(int argc, char** argv) {
  StartOptions options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--socket" && i + 1 < argc) {
      options.socket = argv[++i];
    } else if (word == "--parent" && i + 1 < argc) {
      options.parent = std::atoi(argv[++i]);
    } else if (word == "--wrapped") {
      options.wrapped = true;
    } else {
      return std::nullopt;
    }
  }
  if (options.socket.empty()) return std::nullopt;
  return options;
}

}  // namespace assay::worker
