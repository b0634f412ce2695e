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
  std::string worker;          // --worker, "" where it was not given
  std::string worker_wrapper;  // its words
  std::uint64_t worker_memory_bytes = 0;
  std::filesystem::path plugin_file;  // resolved library
};

/// Reads the plugin, the model's files, label maps and targets to digest them. Throws Error{io}.
RunIdentity identity_of(const RunInput& input, const IdentityOptions& options);

/// How an item of the identity differs, in the words of the command line and of the definition:
/// "--batch was 3 and is now 5", "the plugin's file has changed".
std::string difference_in(const std::string& item, const std::string& before,
                          const std::string& now);

}  // namespace assay::pipeline
