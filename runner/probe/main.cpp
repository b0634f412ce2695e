// SPDX-License-Identifier: Apache-2.0
// assay-probe: tries one thing with a plugin that a host in bad order, or of another minor, could
// do to it. Started by assay abi-check, once for each thing.
#include <unistd.h>

#include <cstdio>

#include "runner/probe/cases.hpp"
#include "runner/worker/refusal.hpp"
#include "runner/worker/start_options.hpp"
#include "runner/worker/surroundings.hpp"

namespace {

using namespace assay;

void try_case(probe::Reporter& reporter) {
  const plugin::wire::Probe request = reporter.receive();
  const probe::Case chosen = probe::case_named(request.name);
  if (chosen == nullptr) ::_exit(plugin::wire::kExitProtocol);
  try {
    probe::Subject subject(request, reporter);
    chosen(subject, reporter);
  } catch (const worker::Refusal& refusal) {
    reporter.found("probe.open", refusal.what());
  }
  reporter.done();
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = worker::read_start_options(argc, argv);
  if (!options) {
    std::fputs("assay-probe is started by assay; see assay abi-check --help\n", stderr);
    return worker::kExitUsage;
  }
  worker::settle_down(options->parent);
  // Not destroyed: the process ends by _exit.
  auto* const reporter =
      new probe::Reporter(plugin::wire::Channel(worker::connect_to_runner(options->socket)));
  try_case(*reporter);
  std::fflush(nullptr);
  ::_exit(0);
}
