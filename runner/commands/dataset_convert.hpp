// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

/// assay dataset convert DEFINITION --to COCO|YOLO|VOC -o DIR ...: returns the exit code.
int run_dataset_convert(const std::vector<std::string>& arguments);

}  // namespace assay::runner
