// SPDX-License-Identifier: Apache-2.0
// Looks through a data set for what makes a run fail or its numbers wrong, before there are any.
// The readers of core/dataset refuse what they cannot read; this says all of it, and what a run
// would take in silence.
#pragma once

#include <cstddef>

#include "core/dataset/lint/finding.hpp"
#include "core/definition/definition.hpp"

namespace assay::dataset::lint {

struct Options {
  bool decode_images = true;
  std::size_t threads = 1;              // that decode images
  std::size_t most_findings = 100'000;  // kept of each rule
};

struct Report {
  Findings findings;
  std::size_t images = 0;
  std::size_t annotations = 0;  // objects, labels, segments, numbers
};

/// Checks a data set whose paths are there. Findings come in an order that depends on the files
/// alone. COCO files of any size are read in pieces: of an annotation 32 bytes stay in memory (36
/// with keypoints; 8 more where ids do not ascend), of an image some hundred. Throws Error{io} for
/// a file that cannot be read; a file that is not of its format is a finding.
Report check(const definition::Dataset& spec, definition::ProblemType task,
             const Options& options = {});

}  // namespace assay::dataset::lint
