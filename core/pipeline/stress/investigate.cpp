// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/investigate.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <utility>

#include "core/pipeline/stress/search_stage.hpp"
#include "core/stress/domain/draw_point.hpp"
#include "core/stress/findings/shrinker.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kShrinkBudget = 60;  // trials of one failure
constexpr std::size_t kTrialsOfSide = 9;   // of one image: five strengths, and then by halves
constexpr double kBoundaryTolerance = 0.03;
constexpr std::size_t kFewestImages = 4;    // that a boundary of the data set is said of
constexpr std::size_t kFewestBlocks = 4;    // that attribution goes by
constexpr std::size_t kTypicalShrink = 25;  // trials of one failure, mostly

std::size_t part_of(std::size_t budget, double part) {
  return static_cast<std::size_t>(static_cast<double>(budget) * part);
}

void append(std::vector<JudgedTrial>& all, std::vector<JudgedTrial> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// So many of the datapoints, evenly through the data set.
std::vector<std::size_t> spread(const std::vector<std::size_t>& datapoints, std::size_t count) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < count; ++i)
    chosen.push_back(datapoints[i * datapoints.size() / count]);
  return chosen;
}

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
                                                  const std::vector<JudgedTrial>& failures) {
  std::map<std::size_t, const JudgedTrial*> of_image;
  for (const JudgedTrial& trial : failures) {
    if (!trial.failed) continue;
    const JudgedTrial*& known = of_image[trial.trial.datapoint];
    if (known == nullptr ||
        change_of(domain, *trial.trial.point) < change_of(domain, *known->trial.point)) {
      known = &trial;
    }
  }
  return of_image;
}

std::size_t sides_of(const stress::Domain& domain) {
  std::size_t count = 0;
  for (const stress::FreeAxis& axis : domain.axes()) count += stress::sides_of(axis).size();
  return count;
}

/// Indices of the smallest of some numbers, ascending.
std::vector<std::size_t> smallest(const std::vector<double>& numbers, std::size_t most) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
  order.resize(std::min(most, order.size()));
  std::sort(order.begin(), order.end());
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
  reproducer.confirmed = shrinker.confirmed();
}

}  // namespace

Shares plan_shares(std::size_t budget, const stress::Domain& domain, std::size_t images) {
  Shares shares;
  const std::size_t axes = domain.axes().size();
  shares.sample = part_of(budget, 0.15);
  const std::size_t blocks = part_of(budget, 0.12) / (axes + 2);
  if (blocks >= kFewestBlocks) shares.attribution = part_of(budget, 0.12);
  const std::size_t of_image = sides_of(domain) * kTrialsOfSide;
  const std::size_t sides = of_image * std::min(kFewestImages, images);
  if (of_image > 0 && part_of(budget, 0.15) >= sides) shares.boundaries = part_of(budget, 0.15);
  shares.shrinking = part_of(budget, 0.15);
  shares.search =
      budget - shares.sample - shares.attribution - shares.shrinking - shares.boundaries;
  return shares;
}

std::vector<JudgedTrial> draw_sample(const Laboratory& laboratory, const Subject& subject,
                                     std::size_t count) {
  stress::Stream random({subject.seed, "", "sample", 0});
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < count; ++i) {
    const auto which = static_cast<std::size_t>(
        random.between(0, static_cast<std::int64_t>(subject.datapoints.size()) - 1));
    stress::DomainPoint point = draw_point(subject.domain, random);
    // A draw of its own: what is random in transformations varies in operation, too.
    trials.push_back(
        {subject.datapoints[which], std::move(point), static_cast<std::uint32_t>(i + 1)});
  }
  return make_trials(laboratory, std::move(trials));
}

std::optional<stress::Attribution> attribute_axes(const Laboratory& laboratory,
                                                  const Subject& subject, std::size_t most,
                                                  std::vector<JudgedTrial>& trials) {
  const stress::Space space = space_of(subject.domain);
  const stress::Stream random({subject.seed, "", "attribution", 0});
  const auto design = stress::pick_freeze_design(space, most, random.branch(0));
  if (design.places.empty()) return std::nullopt;
  const std::size_t blocks = design.places.size() / design.block;
  const auto images = spread(subject.datapoints, std::min(blocks, subject.datapoints.size()));
  std::vector<Trial> designed;
  for (std::size_t i = 0; i < design.places.size(); ++i) {
    designed.push_back(
        {images[i / design.block % images.size()], point_at(subject.domain, design.places[i]), 0});
  }
  auto judged = make_trials(laboratory, std::move(designed));
  std::vector<double> values;
  for (const JudgedTrial& trial : judged) values.push_back(trial.damage.guide);
  append(trials, std::move(judged));
  return stress::attribute(space.dimensions(), values, random.branch(1));
}

std::vector<Reproducer> shrink(const Laboratory& laboratory, const Subject& subject,
                               const std::vector<JudgedTrial>& failures, std::size_t most,
                               std::vector<JudgedTrial>& trials) {
  const auto of_images = mildest(subject.domain, failures);
  std::vector<Reproducer> reproducers;
  std::vector<double> changes;
  for (const auto& [datapoint, failure] : of_images) {
    reproducers.push_back(
        {*failure, *failure, changed_axes(subject.domain, *failure->trial.point), false});
    changes.push_back(change_of(subject.domain, *failure->trial.point));
  }
  std::vector<std::unique_ptr<stress::Shrinker>> shrinkers;
  std::vector<Questions> questions;
  const auto chosen = smallest(changes, most / kTypicalShrink + 1);
  for (const std::size_t i : chosen) {
    const Trial& trial = reproducers[i].found.trial;
    shrinkers.push_back(
        std::make_unique<stress::Shrinker>(subject.domain, *trial.point, kShrinkBudget));
    stress::Shrinker& shrinker = *shrinkers.back();
    questions.push_back({trial.datapoint, [&shrinker] { return shrinker.next(); },
                         [&shrinker](const JudgedTrial& told) { shrinker.tell(told.failed); }});
  }
  auto judged = answer(laboratory, questions, most);
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    finish(subject.domain, *shrinkers[k], judged, reproducers[chosen[k]]);
  }
  append(trials, std::move(judged));
  return reproducers;
}

std::vector<AxisBoundary> find_boundaries(const Laboratory& laboratory, const Subject& subject,
                                          std::size_t most, std::vector<JudgedTrial>& trials) {
  const std::size_t of_image = sides_of(subject.domain) * kTrialsOfSide;
  if (of_image == 0) return {};
  const std::size_t count = std::min(most / of_image, subject.datapoints.size());
  if (count == 0 || count < std::min(kFewestImages, subject.datapoints.size())) return {};
  std::vector<std::unique_ptr<stress::BoundarySearch>> searches;
  std::vector<Questions> questions;
  const auto images = spread(subject.datapoints, count);
  for (std::size_t axis = 0; axis < subject.domain.axes().size(); ++axis) {
    for (const std::size_t datapoint : images) {
      searches.push_back(
          std::make_unique<stress::BoundarySearch>(subject.domain, axis, kBoundaryTolerance));
      stress::BoundarySearch& search = *searches.back();
      questions.push_back({datapoint, [&search] { return search.next(); },
                           [&search](const JudgedTrial& trial) { search.tell(trial.failed); }});
    }
  }
  append(trials, answer(laboratory, questions, most));
  std::vector<AxisBoundary> boundaries;
  for (std::size_t axis = 0; axis < subject.domain.axes().size(); ++axis) {
    std::map<stress::Side, std::vector<stress::SideBoundary>> sides;
    for (std::size_t i = 0; i < images.size(); ++i) {
      for (const auto& boundary : searches[axis * images.size() + i]->boundaries()) {
        sides[boundary.side].push_back(boundary);
      }
    }
    for (const auto& [side, of_images] : sides) {
      AxisBoundary one{axis, side, boundary_curve(of_images), of_images.size(), 0};
      one.not_monotone = static_cast<std::size_t>(
          std::count_if(of_images.begin(), of_images.end(),
                        [](const stress::SideBoundary& each) { return !each.monotone; }));
      boundaries.push_back(std::move(one));
    }
  }
  return boundaries;
}

}  // namespace assay::pipeline
