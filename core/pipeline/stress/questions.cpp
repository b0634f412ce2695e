// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/questions.hpp"

#include <iterator>
#include <utility>

namespace assay::pipeline {

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
