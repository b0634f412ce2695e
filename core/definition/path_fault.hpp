// SPDX-License-Identifier: Apache-2.0
// Whether a path that a definition names can be read; if not, a sentence that people can act on.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assay::definition {

/// "is a url; ..." and what to do where it is one, of which assay reads none.
std::optional<std::string> fault_of_url(std::string_view text);

enum class PathKind { file, folder, either };

/// What is wrong with it and what to do, nullopt when it can be read. `start`: what relative paths
/// of its kind are seen from, such as "the model's repository".
std::optional<std::string> fault_in_path(const std::filesystem::path& path, PathKind wanted,
                                         std::string_view start);

}  // namespace assay::definition
