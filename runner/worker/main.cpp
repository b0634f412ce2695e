// SPDX-License-Identifier: Apache-2.0
// assay-worker: the process in which a plugin runs. Started by assay, which tells it where to
// connect.
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "core/plugin/wire/channel.hpp"
#include "runner/worker/session.hpp"
#include "runner/worker/start_options.hpp"
#include "runner/worker/surroundings.hpp"

int main(int argc, char** argv) {
  using namespace assay::worker;
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    std::puts("assay-worker " ASSAY_VERSION);
    return 0;
  }
  const auto options = read_start_options(argc, argv);
  if (!options) {
    std::fputs("assay-worker is started by assay; see assay --help\n", stderr);
    return kExitUsage;
  }
  settle_down(options->parent);
  const int fd = connect_to_runner(options->socket);
  if (options->wrapped) watch_connection(fd);
  // Not destroyed, like everything a plugin may still point to: the process ends by _exit.
  auto* const session = new Session(assay::plugin::wire::Channel(fd));
  const int code = session->run();
  std::fflush(nullptr);
  ::_exit(code);
}
