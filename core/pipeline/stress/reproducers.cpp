// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/reproducers.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <utility>

#include "core/pipeline/stress/shares.hpp"
#include "core/stress/findings/shrinker.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kMostTrials = 60;  // of one failure

/// How much is changed altogether.
double change_of(const stress::Domain& domain, const stress::DomainPoint& point) {
  double sum = 0;
  for (std::size_t i = 0; i < point.size(); ++i) {
    sum += domain.axes()[i].severity * stress::strength_of(domain.axes()[i], point[i]);
  }
  return sum;
}

/// The mildest failure of each image, by datapoint.
std::map<std::size_t, const JudgedTrial*> mildest(const stress::Domain& domain,
                                                  const std::vector<const JudgedTrial*>& trials) {
  std::map<std::size_t, const JudgedTrial*> of_image;
  for (const JudgedTrial* trial : trials) {
    if (!trial->failed) continue;
    const JudgedTrial*& known = of_image[trial->trial.datapoint];
    if (known == nullptr ||
        change_of(domain, *trial->trial.point) < change_of(domain, *known->trial.point)) {
      known = trial;
    }
  }
  return of_image;
}

/// Indices, those of the smallest numbers first.
std::vector<std::size_t> ascending(const std::vector<double>& numbers) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
  return order;
}

/// The trial of the smallest failure that a shrinker has seen; the last, which confirms it.
void finish(const stress::Domain& domain, const stress::Shrinker& shrinker,
            const std::vector<JudgedTrial>& judged, Reproducer& reproducer) {
  const stress::DomainPoint& best = shrinker.best();
  for (const JudgedTrial& trial : judged) {
    const bool same = trial.trial.datapoint == reproducer.found.trial.datapoint &&
                      *trial.trial.point == best && trial.failed;
    if (same) reproducer.smallest = trial;
  }
  reproducer.axes = changed_axes(domain, best);
  reproducer.reduced = shrinker.finished();
  reproducer.confirmed = shrinker.confirmed();
}

}  // namespace

std::vector<Reproducer> shrink(const Laboratory& laboratory, const Subject& subject,
                               const std::vector<const JudgedTrial*>& seen, std::size_t most,
                               std::vector<JudgedTrial>& trials) {
  std::vector<Reproducer> reproducers;
  std::vector<double> changes;
  for (const auto& [datapoint, failure] : mildest(subject.domain, seen)) {
    reproducers.push_back(
        {*failure, *failure, changed_axes(subject.domain, *failure->trial.point), false, false});
    changes.push_back(change_of(subject.domain, *failure->trial.point));
  }
  const auto order = ascending(changes);
  std::vector<std::unique_ptr<stress::Shrinker>> shrinkers;
  std::vector<Questions> questions;
  for (const std::size_t i : order) {
    const Trial& trial = reproducers[i].found.trial;
    shrinkers.push_back(
        std::make_unique<stress::Shrinker>(subject.domain, *trial.point, kMostTrials));
    stress::Shrinker& shrinker = *shrinkers.back();
    questions.push_back({trial.datapoint, [&shrinker] { return shrinker.next(); },
                         [&shrinker](const JudgedTrial& told) { shrinker.tell(told.failed); },
                         trial.draw});
  }
  // No more at once than will come to an end.
  auto judged = answer(laboratory, questions, {most, most / kTypicalReproducer + 1});
  for (std::size_t k = 0; k < order.size(); ++k) {
    finish(subject.domain, *shrinkers[k], judged, reproducers[order[k]]);
  }
  append(trials, std::move(judged));
  return reproducers;
}

}  // namespace assay::pipeline
