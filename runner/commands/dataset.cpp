// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/dataset.hpp"

#include "runner/commands/dataset_check.hpp"
#include "runner/commands/dataset_convert.hpp"
#include "runner/commands/dataset_enhance.hpp"
#include "runner/commands/verbs.hpp"

namespace assay::runner {
namespace {

constexpr const char* kHelp =
    "usage: assay dataset check DEFINITION\n"
    "       assay dataset convert DEFINITION --to COCO|YOLO|VOC -o DIR\n"
    "       assay dataset enhance DEFINITION (--domain NAME | --findings FILE) -o DIR\n\n"
    "Looks through data sets for what makes runs fail or their numbers wrong, writes them in\n"
    "another format, or writes transformed copies of them.\n\n"
    "  assay dataset check --help     the options of check\n"
    "  assay dataset convert --help   the options of convert\n"
    "  assay dataset enhance --help   the options of enhance\n";

}  // namespace

int run_dataset(const std::vector<std::string>& arguments) {
  return run_verb({"dataset",
                   "the data set",
                   kHelp,
                   {{"check", run_dataset_check},
                    {"convert", run_dataset_convert},
                    {"enhance", run_dataset_enhance}}},
                  arguments);
}

}  // namespace assay::runner
