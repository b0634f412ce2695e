// SPDX-License-Identifier: Apache-2.0
// Of each image that broke, the mildest failure that was seen, made as mild as it can be.
#pragma once

#include <cstddef>
#include <vector>

#include "core/pipeline/stress/questions.hpp"
#include "core/pipeline/stress/subject.hpp"

namespace assay::pipeline {

/// A failure with the smallest change that still gives it.
struct Reproducer {
  JudgedTrial found;              // the mildest that was seen
  JudgedTrial smallest;           // the same where nothing could be left out
  std::vector<std::size_t> axes;  // that are changed
  bool reduced = false;           // all was tried to make it smaller
  bool confirmed = false;         // and it failed when it was tried again
};

/// Those that need the least change come first; where the trials are too few for all, the others
/// stay as they were found. Ordered by datapoint.
std::vector<Reproducer> shrink(const Laboratory& laboratory, const Subject& subject,
                               const std::vector<const JudgedTrial*>& seen, std::size_t most,
                               std::vector<JudgedTrial>& trials);

}  // namespace assay::pipeline
