// SPDX-License-Identifier: Apache-2.0
// COCO has files of two kinds, instances and panoptic, in which the same lists have other records:
// what to say where one is given for the other, in place of two faults of each annotation.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::dataset {

/// Of annotations that could not be read as panoptic ones; `text` is the file's.
std::optional<std::string> instances_for_panoptic(std::string_view text);

/// Of annotations that could not be read as instances; `text` is the file's, or one annotation's.
std::optional<std::string> panoptic_for_instances(std::string_view text);

}  // namespace assay::dataset
