// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/boundaries.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "core/pipeline/stress/shares.hpp"

namespace assay::pipeline {
namespace {

constexpr double kTolerance = 0.03;  // of a side

stress::DomainPoint base_point(const Subject& subject, std::size_t datapoint) {
  stress::Stream random(
      {subject.seed, subject.input.dataset.datapoints.at(datapoint).id, "boundary", 0});
  stress::DomainPoint point = subject.domain.weakest_point();
  for (std::size_t i = 0; i < point.size(); ++i) {
    const stress::FreeAxis& axis = subject.domain.axes()[i];
    if (axis.facts->growth != stress::Growth::none) continue;
    point[i] = quantile(axis, std::max(random.uniform(), 0x1p-53));
  }
  return point;
}

/// One image and one axis. An image that is broken at its base point has nothing to search for.
struct Search {
  std::size_t axis = 0;
  std::unique_ptr<stress::BoundarySearch> of_image;
};

/// By axis and side, of each image one.
using Sides = std::map<std::pair<std::size_t, stress::Side>, std::vector<stress::SideBoundary>>;

void add(Sides& sides, std::size_t axis, const std::vector<stress::SideBoundary>& of_image) {
  for (const stress::SideBoundary& one : of_image) sides[{axis, one.side}].push_back(one);
}

AxisBoundary summarise(const std::pair<std::size_t, stress::Side>& which,
                       const std::vector<stress::SideBoundary>& images) {
  AxisBoundary boundary{which.first, which.second, boundary_curve(images), 0, images.size(), 0};
  boundary.lower = stress::boundary_lower_bound(images);
  boundary.not_monotone = static_cast<std::size_t>(
      std::count_if(images.begin(), images.end(),
                    [](const stress::SideBoundary& image) { return !image.monotone; }));
  return boundary;
}

std::vector<JudgedTrial> try_base_points(const Laboratory& laboratory, const Subject& subject,
                                         const std::vector<std::size_t>& images) {
  std::vector<Trial> trials;
  for (const std::size_t datapoint : images) {
    trials.push_back({datapoint, base_point(subject, datapoint), 0});
  }
  return make_trials(laboratory, std::move(trials));
}

}  // namespace

std::vector<AxisBoundary> find_boundaries(const Laboratory& laboratory, const Subject& subject,
                                          std::size_t most, std::vector<JudgedTrial>& trials) {
  const std::size_t of_image = boundary_trials(subject.domain);
  if (of_image == 0) return {};
  const std::size_t count = std::min(most / of_image, subject.datapoints.size());
  if (count == 0 || count < std::min(kFewestImages, subject.datapoints.size())) return {};
  const auto bases = try_base_points(laboratory, subject, spread(subject, count));
  Sides sides;
  std::vector<Search> searches;
  std::vector<Questions> questions;
  for (std::size_t axis = 0; axis < subject.domain.axes().size(); ++axis) {
    for (const JudgedTrial& base : bases) {
      if (base.failed) {
        add(sides, axis, stress::boundaries_of_broken(subject.domain.axes()[axis]));
        continue;
      }
      searches.push_back({axis, std::make_unique<stress::BoundarySearch>(
                                    subject.domain, *base.trial.point, axis, kTolerance)});
      stress::BoundarySearch& search = *searches.back().of_image;
      questions.push_back({base.trial.datapoint, [&search] { return search.next(); },
                           [&search](const JudgedTrial& trial) { search.tell(trial.failed); }, 0});
    }
  }
  append(trials, bases);
  append(trials, answer(laboratory, questions, {most - count, questions.size()}));
  for (const Search& search : searches) add(sides, search.axis, search.of_image->boundaries());
  std::vector<AxisBoundary> boundaries;
  for (const auto& [which, images] : sides) boundaries.push_back(summarise(which, images));
  return boundaries;
}

}  // namespace assay::pipeline
