// SPDX-License-Identifier: Apache-2.0
// One evaluation of the answers to many transformed images, as if they were a data set of their
// own.
#pragma once

#include <vector>

#include "core/evaluation/coco_summary.hpp"
#include "core/pipeline/journal.hpp"
#include "core/pipeline/stress/stress_summary.hpp"

namespace assay::pipeline {

/// Metrics are named as gates name them; failed answers count as empty ones. The task has metrics,
/// and what is right is the data set's.
class SampleEvaluation {
 public:
  using Trials = std::vector<const JudgedTrial*>;

  /// Answers are read back from the run's journal. Both must outlive it.
  SampleEvaluation(const StressOutcome& outcome, const JournalReader& journal)
      : outcome_(outcome), journal_(journal) {}

  /// Of the images themselves.
  evaluation::Summary clean() const;
  /// Of trials; those whose answers are damaged since are left out.
  evaluation::Summary metrics(const Trials& trials) const;

 private:
  std::optional<predict::Outcome> answer(const JudgedTrial& trial, std::size_t index) const;
  evaluation::Summary metrics_of_data(const Trials& trials) const;
  evaluation::Summary metrics_of_files(const Trials& trials) const;

  const StressOutcome& outcome_;
  const JournalReader& journal_;
};

}  // namespace assay::pipeline
