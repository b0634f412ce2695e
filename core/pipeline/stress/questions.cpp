// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/questions.hpp"

#include <deque>
#include <utility>

namespace assay::pipeline {
namespace {

struct Round {
  std::vector<Questions*> asking;
  std::vector<Trial> trials;
};

/// One question of each, at most; those that have none leave, and others begin in their place.
Round next_round(std::deque<Questions*>& waiting, std::vector<Questions*>& begun, std::size_t most,
                 std::size_t at_once) {
  Round round;
  std::vector<Questions*> going_on;
  const auto ask = [&](Questions* one) {
    auto point = one->next();
    if (!point) return;
    round.asking.push_back(one);
    round.trials.push_back({one->datapoint, std::move(point), one->draw});
    going_on.push_back(one);
  };
  for (Questions* one : begun) {
    if (round.trials.size() == most) break;
    ask(one);
  }
  while (!waiting.empty() && going_on.size() < at_once && round.trials.size() < most) {
    ask(waiting.front());
    waiting.pop_front();
  }
  begun = std::move(going_on);
  return round;
}

}  // namespace

std::vector<JudgedTrial> answer(const Laboratory& laboratory, std::vector<Questions>& all,
                                const AnswerLimits& limits) {
  std::deque<Questions*> waiting;
  for (Questions& one : all) waiting.push_back(&one);
  std::vector<Questions*> begun;
  std::vector<JudgedTrial> judged;
  while (true) {
    Round round = next_round(waiting, begun, limits.trials - judged.size(), limits.at_once);
    if (round.trials.empty()) return judged;
    auto trials = make_trials(laboratory, std::move(round.trials));
    for (std::size_t i = 0; i < trials.size(); ++i) round.asking[i]->tell(trials[i]);
    append(judged, std::move(trials));
  }
}

}  // namespace assay::pipeline
