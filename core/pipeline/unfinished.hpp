// SPDX-License-Identifier: Apache-2.0
// What the journal of an earlier process leaves to be predicted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/pipeline/journal.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"

namespace assay::pipeline {

/// Everything is missing where there was no earlier process.
struct Unfinished {
  JournalIndex index;
  std::vector<std::size_t> missing;  // datapoints, ascending
};

/// Reads all that was recorded: a datapoint is missing unless there is a whole record of its file
/// as it is now. Warns of each damaged line, and of lost blobs and changed images with their
/// number. `header` is journal_header()'s. Throws Error{io}.
Unfinished unfinished_of(const RunInput& input, const RunDirectory& directory,
                         const std::string& header);

}  // namespace assay::pipeline
