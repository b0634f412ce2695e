// SPDX-License-Identifier: Apache-2.0
// What the commands that write data sets of objects have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dataset/convert/convert.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// --to: COCO, YOLO or VOC.
std::optional<dataset::convert::Target> chosen_format(const ParsedOptions& options);

/// What the format cannot hold, for the terminal; "" where there is nothing.
std::string text_of(const std::vector<dataset::convert::Loss>& losses);

}  // namespace assay::runner
