// SPDX-License-Identifier: Apache-2.0
// The last step of predicting: each outcome is checked against the data set, counted and
// journalled, together with what its file was when it was read.
#pragma once

#include <cstddef>
#include <vector>

#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/image_feed.hpp"
#include "core/pipeline/journal.hpp"
#include "core/pipeline/run_input.hpp"

namespace assay::pipeline {

/// The arguments must outlive it.
class Recorder {
 public:
  /// `done_before`: datapoints that an earlier process recorded.
  Recorder(const RunInput& input, JournalWriter& journal, const Progress& progress,
           std::size_t done_before);

  /// `load`, which then also remembers each file as it was just before it was read.
  LoadImage remembering_files(LoadImage load);

  /// Requires that the datapoint went through remembering_files().
  void record(predict::Outcome outcome);
  void record_incident(const predict::Failure& incident);
  /// Tells the progress.
  void report() const;

 private:
  const RunInput& input_;
  JournalWriter& journal_;
  const Progress& progress_;
  std::size_t done_before_;
  std::size_t failed_ = 0;
  std::vector<FileStamp> files_;  // each written by a decoder, then read here: the feed orders that
};

}  // namespace assay::pipeline
