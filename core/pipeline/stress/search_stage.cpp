// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/search_stage.hpp"

#include <algorithm>
#include <deque>
#include <utility>

namespace assay::pipeline {
namespace {

/// Decides results, as it decides what a search knows when it proposes: it must not depend on
/// batches or instances.
constexpr std::size_t kGeneration = 64;

/// What a search climbs: failures first, and on the way there what has no threshold.
double value_of(const stress::Damage& damage) {
  return damage.score + 0.5 * std::clamp(damage.guide, -1.0, 1.0);
}

struct Generation {
  std::vector<stress::Proposal> proposals;
  std::vector<Trial> trials;
  std::size_t first = 0;  // number of its first trial
};

Generation next_generation(stress::Search& search, const SearchStage& stage, std::size_t count) {
  Generation generation;
  generation.proposals = search.ask(count);
  for (const stress::Proposal& proposal : generation.proposals) {
    generation.trials.push_back(
        {stage.datapoints[proposal.image], point_at(stage.domain, proposal.place), 0});
  }
  generation.first = stage.runner.submitted();
  stage.runner.submit(generation.trials);
  return generation;
}

void judge_generation(stress::Search& search, const SearchStage& stage, Generation generation,
                      std::vector<JudgedTrial>& judged) {
  const auto outcomes = stage.runner.collect(generation.trials.size());
  std::vector<stress::Verdict> verdicts;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    JudgedTrial one{generation.first + i, std::move(generation.trials[i]), {}, false};
    one.damage = stage.judge(one.trial, outcomes[i]);
    one.failed = is_failure(one.damage, stage.min_score);
    verdicts.push_back({value_of(one.damage), one.failed});
    judged.push_back(std::move(one));
  }
  search.tell(generation.proposals, verdicts);
}

}  // namespace

bool is_failure(const stress::Damage& damage, double min_score) {
  return damage.score >= min_score && damage.score > 0;
}

stress::Space space_of(const stress::Domain& domain) {
  stress::Space space;
  for (const stress::FreeAxis& axis : domain.axes()) space.counts.push_back(value_count(axis));
  return space;
}

stress::DomainPoint point_at(const stress::Domain& domain, const stress::Place& place) {
  stress::DomainPoint point;
  for (std::size_t i = 0; i < place.size(); ++i) {
    point.push_back(value_at(domain.axes()[i], place[i]));
  }
  return point;
}

std::vector<JudgedTrial> run_search(stress::Search& search, const SearchStage& stage) {
  std::vector<JudgedTrial> judged;
  std::deque<Generation> under_way;
  std::size_t left = stage.trials;
  while (left > 0 || !under_way.empty()) {
    while (left > 0 && under_way.size() < 2) {
      const std::size_t count = std::min(kGeneration, left);
      under_way.push_back(next_generation(search, stage, count));
      left -= count;
    }
    judge_generation(search, stage, std::move(under_way.front()), judged);
    under_way.pop_front();
  }
  return judged;
}

}  // namespace assay::pipeline
