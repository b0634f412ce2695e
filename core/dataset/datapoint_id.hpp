// SPDX-License-Identifier: Apache-2.0
// File names may be any bytes; what stands in reports, JSON and terminals must be UTF-8 on one
// line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace assay::dataset {

/// The name with each byte that is not part of valid UTF-8, each control character, and each '%'
/// that two hex digits follow, as %XX: different names have different ids, and most are their own.
std::string datapoint_id(std::string_view file_name);

/// The file that an annotation means: `folder / name`, or where there is no such file and the name
/// has %XX in it, the file whose datapoint_id() it is. Need not exist.
std::filesystem::path image_path(const std::filesystem::path& folder, const std::string& name);

}  // namespace assay::dataset
