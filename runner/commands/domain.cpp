// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/domain.hpp"

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "runner/commands/domain_apply.hpp"
#include "runner/commands/domain_show.hpp"
#include "runner/commands/print.hpp"
#include "runner/exit_code.hpp"

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
  const std::string verb = arguments.empty() ? "" : arguments.front();
  if (verb == "--help" || verb == "-h") {
    print(kHelp);
    return static_cast<int>(ExitCode::pass);
  }
  const std::vector<std::string> rest(arguments.begin() + (arguments.empty() ? 0 : 1),
                                      arguments.end());
  if (verb == "list") return run_domain_list(rest);
  if (verb == "show") return run_domain_show(rest);
  if (verb == "apply") return run_domain_apply(rest);
  throw Error(ErrorKind::usage,
              verb.empty() ? std::string("what to do with domains is missing: list, show or apply")
                           : "unknown command 'domain " + verb + "'" +
                                 did_you_mean(verb, {"list", "show", "apply"}) +
                                 "; there are list, show and apply");
}

}  // namespace assay::runner
