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
  Submitted submitted;
};

Generation next_generation(stress::Search& search, const SearchStage& stage, std::size_t count) {
  std::vector<stress::Proposal> proposals = search.ask(count);
  std::vector<Trial> trials;
  for (const stress::Proposal& proposal : proposals) {
    trials.push_back({stage.datapoints[proposal.image], point_at(stage.domain, proposal.place), 0});
  }
  return {std::move(proposals), submit(stage.laboratory, std::move(trials))};
}

void judge_generation(stress::Search& search, const SearchStage& stage, Generation generation,
                      std::vector<JudgedTrial>& judged) {
  auto trials = collect(stage.laboratory, std::move(generation.submitted));
  std::vector<stress::Verdict> verdicts;
  for (const JudgedTrial& trial : trials) {
    verdicts.push_back({value_of(trial.damage), trial.failed});
  }
  search.tell(generation.proposals, verdicts);
  append(judged, std::move(trials));
}

}  // namespace

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
  std::set<std::size_t> broken = stage.broken;
  std::size_t made = 0;
  while (true) {
    const std::size_t kept = std::min(stage.kept_at_most, broken.size() * stage.kept_for_each);
    while (made + kept < stage.trials && under_way.size() < 2) {
      const std::size_t count = std::min(kGeneration, stage.trials - kept - made);
      under_way.push_back(next_generation(search, stage, count));
      made += count;
    }
    if (under_way.empty()) return judged;
    const std::size_t known = judged.size();
    judge_generation(search, stage, std::move(under_way.front()), judged);
    under_way.pop_front();
    for (std::size_t i = known; i < judged.size(); ++i) {
      if (judged[i].failed) broken.insert(judged[i].trial.datapoint);
    }
  }
}

}  // namespace assay::pipeline
