// SPDX-License-Identifier: Apache-2.0
// Reads a definition. Everything wrong with it is found before anything runs.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/definition/definition.hpp"

namespace assay::definition {

/// Value of an environment variable, nullopt when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

struct ParseOptions {
  Environment environment;  // empty: the process's own
  std::string device;       // --device: overrides every device of the file; "" for none
};

/// Parses text that came from `name`. Relative paths are taken from `directory`. Reads the files that
/// `classes` names. All problems of the file are reported together in one Error{definition}, each
/// with place, line, caret and suggestion, in file order.
Definition parse(const std::string& name, std::string text, const std::filesystem::path& directory,
                 const ParseOptions& options = {});

/// The same from a file of at most 1 MB. Throws Error{io} when it cannot be read.
Definition parse_file(const std::filesystem::path& file, const ParseOptions& options = {});

}  // namespace assay::definition
