// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/dataset.hpp"

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "runner/commands/dataset_check.hpp"
#include "runner/commands/dataset_convert.hpp"
#include "runner/commands/print.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

constexpr const char* kHelp =
    "usage: assay dataset check DEFINITION\n"
    "       assay dataset convert DEFINITION --to COCO|YOLO|VOC -o DIR\n\n"
    "Looks through data sets for what makes runs fail or their numbers wrong, or writes them in\n"
    "another format.\n\n"
    "  assay dataset check --help     the options of check\n"
    "  assay dataset convert --help   the options of convert\n";

}  // namespace

int run_dataset(const std::vector<std::string>& arguments) {
  const std::string verb = arguments.empty() ? "" : arguments.front();
  if (verb == "--help" || verb == "-h") {
    print(kHelp);
    return static_cast<int>(ExitCode::pass);
  }
  const std::vector<std::string> rest(arguments.begin() + (arguments.empty() ? 0 : 1),
                                      arguments.end());
  if (verb == "check") return run_dataset_check(rest);
  if (verb == "convert") return run_dataset_convert(rest);
  throw Error(ErrorKind::usage,
              verb.empty()
                  ? std::string("what to do with the data set is missing: check or convert")
                  : "unknown command 'dataset " + verb + "'" +
                        did_you_mean(verb, {"check", "convert"}) + "; there are check and convert");
}

}  // namespace assay::runner
