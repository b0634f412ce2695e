// SPDX-License-Identifier: Apache-2.0
// Data sets without objects: classes, numbers, label maps and target images, in the format that
// each has here.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/dataset/convert/definition_text.hpp"
#include "core/dataset/dataset.hpp"

namespace assay::dataset::convert {

/// Folders below the data set's own.
constexpr const char* kImages = "images";
constexpr const char* kLabels = "labels";    // PNGs of LabelMaps, called as the images are
constexpr const char* kTargets = "targets";  // PNGs of ImagePairs, called as the images are

/// The name of the format that holds such a truth: ImageNet, LabelMaps (also of panoptic images),
/// ImageRegression or ImagePairs; "" for others.
std::string format_of(const Truth& truth);

/// The folder for images of a class: its name where that can be one, else its number.
std::string class_folder(const Category& category);

/// What label maps say for each category, and for pixels that count nowhere. Throws Error{dataset}
/// where one is more than 8 bits hold.
struct LabelNumbers {
  std::vector<std::uint8_t> of_category;
  std::uint8_t ignored = 255;
};
LabelNumbers label_numbers(const Dataset& dataset);

/// Writes labels.csv or values.csv, where the format has such a table, with a row for each
/// datapoint of `dataset`, whose images are called `names` below kImages; gives what the definition
/// says of it, but for `command` and `task`. Throws Error{io}.
Entry write_plain(const Dataset& dataset, const std::vector<std::string>& names,
                  const std::filesystem::path& folder);

}  // namespace assay::dataset::convert
