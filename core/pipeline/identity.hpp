// SPDX-License-Identifier: Apache-2.0
// What decides a run's results, as digests and options: a run may be resumed only with the same.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"

namespace assay::pipeline {

struct IdentityOptions {
  std::string command;  // "evaluate"
  std::string version;  // of assay
  std::string devices;  // "cpu", "cuda:0,cuda:1"
  std::size_t batch_size = 1;
  std::string worker;                 // --worker, --worker-wrapper and --worker-memory, as text
  std::filesystem::path plugin_file;  // resolved library
};

/// Reads the plugin and the model's files to digest them. Throws Error{io}.
RunIdentity identity_of(const RunInput& input, const IdentityOptions& options);

}  // namespace assay::pipeline
