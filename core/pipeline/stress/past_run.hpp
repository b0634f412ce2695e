// SPDX-License-Identifier: Apache-2.0
// A stress test that is done, as its directory says: what it was of and how it judged.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "core/pipeline/stress/make_judge.hpp"

namespace assay::pipeline {

struct PastRun {
  std::filesystem::path directory;
  std::string model;
  std::string dataset;
  std::size_t datapoints = 0;      // the data set's first so many
  std::optional<double> severity;  // that was asked for in place of the domain's own
  JudgeRules rules;                // with the threshold that was taken, stated or chosen

  std::filesystem::path findings() const { return directory / "findings.jsonl"; }
};

/// Throws Error{io} where summary.json cannot be read, Error{usage} where it is none of a stress
/// test.
PastRun read_past_run(const std::filesystem::path& directory);

}  // namespace assay::pipeline
