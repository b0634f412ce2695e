// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/laboratory.hpp"

#include <iterator>
#include <utility>

namespace assay::pipeline {
namespace {

bool is_failure(const stress::Damage& damage, double min_score) {
  return damage.score >= min_score && damage.score > 0;
}

}  // namespace

void append(std::vector<JudgedTrial>& all, std::vector<JudgedTrial> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Submitted submit(const Laboratory& laboratory, std::vector<Trial> trials) {
  const std::size_t first = laboratory.runner.submitted();
  laboratory.runner.submit(trials);
  return {first, std::move(trials)};
}

std::vector<JudgedTrial> collect(const Laboratory& laboratory, Submitted submitted) {
  const auto outcomes = laboratory.runner.collect(submitted.trials.size());
  std::vector<JudgedTrial> judged;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    JudgedTrial one{submitted.first + i, std::move(submitted.trials[i]), {}, false};
    one.damage = laboratory.judge(one.trial, outcomes[i]);
    one.failed = is_failure(one.damage, laboratory.min_score);
    judged.push_back(std::move(one));
  }
  return judged;
}

std::vector<JudgedTrial> make_trials(const Laboratory& laboratory, std::vector<Trial> trials) {
  return collect(laboratory, submit(laboratory, std::move(trials)));
}

}  // namespace assay::pipeline
