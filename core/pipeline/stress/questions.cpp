// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/questions.hpp"

#include <iterator>
#include <utility>

namespace assay::pipeline {

std::vector<JudgedTrial> make_trials(const Laboratory& laboratory, std::vector<Trial> trials) {
  const std::size_t first = laboratory.runner.submitted();
  laboratory.runner.submit(trials);
  const auto outcomes = laboratory.runner.collect(trials.size());
  std::vector<JudgedTrial> judged;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    JudgedTrial one{first + i, std::move(trials[i]), {}, false};
    one.damage = laboratory.judge(one.trial, outcomes[i]);
    one.failed = is_failure(one.damage, laboratory.min_score);
    judged.push_back(std::move(one));
  }
  return judged;
}

std::vector<JudgedTrial> answer(const Laboratory& laboratory, std::vector<Questions>& all,
                                std::size_t most) {
  std::vector<JudgedTrial> judged;
  while (true) {
    std::vector<Questions*> asking;
    std::vector<Trial> trials;
    for (Questions& one : all) {
      if (judged.size() + trials.size() >= most) break;
      if (auto point = one.next()) {
        asking.push_back(&one);
        trials.push_back({one.datapoint, std::move(point), 0});
      }
    }
    if (trials.empty()) return judged;
    auto round = make_trials(laboratory, std::move(trials));
    for (std::size_t i = 0; i < round.size(); ++i) asking[i]->tell(round[i]);
    judged.insert(judged.end(), std::make_move_iterator(round.begin()),
                  std::make_move_iterator(round.end()));
  }
}

}  // namespace assay::pipeline
