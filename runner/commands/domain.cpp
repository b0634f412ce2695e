// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/domain.hpp"

#include "runner/commands/domain_apply.hpp"
#include "runner/commands/domain_show.hpp"
#include "runner/commands/verbs.hpp"

namespace assay::runner {
namespace {

constexpr const char* kHelp =
    "usage: assay domain list [DEFINITION]\n"
    "       assay domain show NAME [DEFINITION]\n"
    "       assay domain apply [DEFINITION] --domain D IMAGE [--set NODE.AXIS=VALUE]... -o "
    "OUT.png\n"
    "\n"
    "Operational domains: what images may look like in operation, and what makes them so.\n\n"
    "  assay domain list --help     the options of list\n"
    "  assay domain show --help     the options of show\n"
    "  assay domain apply --help    the options of apply\n";

}  // namespace

int run_domain(const std::vector<std::string>& arguments) {
  return run_verb(
      {"domain",
       "domains",
       kHelp,
       {{"list", run_domain_list}, {"show", run_domain_show}, {"apply", run_domain_apply}}},
      arguments);
}

}  // namespace assay::runner
