// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/boundary.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kProbes = 5;

std::vector<double> probes_of(const AxisSide& side) {
  std::vector<double> probes;
  for (std::size_t i = 1; i <= kProbes; ++i) {
    double at = static_cast<double>(i) / kProbes;
    if (side.steps > 0) {
      const auto steps = static_cast<double>(side.steps);
      at = std::round(at * steps) / steps;
    }
    if (at > (probes.empty() ? 0 : probes.back())) probes.push_back(at);
  }
  return probes;
}

}  // namespace

BoundarySearch::BoundarySearch(const Domain& domain, DomainPoint base, std::size_t axis,
                               double tolerance)
    : base_(std::move(base)),
      axis_(axis),
      tolerance_(tolerance),
      sides_(sides_of(domain.axes()[axis])) {
  if (!sides_.empty()) probes_ = probes_of(sides_.front());
}

std::optional<double> BoundarySearch::next_position() {
  while (boundaries_.size() < sides_.size()) {
    if (failed_.size() < probes_.size()) return probes_[failed_.size()];
    if (!bisection_) begin_bisection();
    if (const auto at = bisection_->next()) return at;
    finish_side();
  }
  return std::nullopt;
}

void BoundarySearch::begin_bisection() {
  const auto first = std::find(failed_.begin(), failed_.end(), true);
  monotone_ = std::find(first, failed_.end(), false) == failed_.end();
  const auto index = static_cast<std::size_t>(first - failed_.begin());
  const double passing = index == 0 ? 0 : probes_[index - 1];
  // Where nothing failed there is nothing between to look at.
  const double failing = first == failed_.end() ? passing : probes_[index];
  bisection_.emplace(passing, failing, Resolution{tolerance_, sides_[boundaries_.size()].steps});
}

void BoundarySearch::finish_side() {
  const AxisSide& side = sides_[boundaries_.size()];
  SideBoundary boundary{side.side, value_on(side, bisection_->passing()), std::nullopt, {}, true};
  boundary.bracket.passing = distance_on(side, boundary.passing);
  if (bisection_->failing() > bisection_->passing()) {
    boundary.failing = value_on(side, bisection_->failing());
    boundary.bracket.failing = distance_on(side, *boundary.failing);
  }
  boundary.monotone = monotone_;
  boundaries_.push_back(boundary);
  failed_.clear();
  bisection_.reset();
  if (boundaries_.size() < sides_.size()) probes_ = probes_of(sides_[boundaries_.size()]);
}

std::optional<DomainPoint> BoundarySearch::next() {
  ASSAY_CHECK(!pending_);
  const auto at = next_position();
  if (!at) return std::nullopt;
  pending_ = true;
  DomainPoint point = base_;
  point[axis_] = value_on(sides_[boundaries_.size()], *at);
  return point;
}

void BoundarySearch::tell(bool failed) {
  ASSAY_CHECK(pending_);
  pending_ = false;
  if (failed_.size() < probes_.size()) {
    failed_.push_back(failed);
  } else {
    bisection_->tell(failed);
  }
}

std::vector<SideBoundary> boundaries_of_broken(const FreeAxis& axis) {
  std::vector<SideBoundary> boundaries;
  for (const AxisSide& side : sides_of(axis)) {
    boundaries.push_back({side.side, weakest(axis), weakest(axis), {0, 0}, true});
  }
  return boundaries;
}

SurvivalCurve boundary_curve(std::span<const SideBoundary> images, double confidence) {
  std::vector<Subject> subjects;
  for (const SideBoundary& image : images) subjects.push_back(subject_of(image.bracket));
  return kaplan_meier(subjects, confidence);
}

double boundary_lower_bound(std::span<const SideBoundary> images, double confidence) {
  std::vector<double> stood;
  for (const SideBoundary& image : images) stood.push_back(image.bracket.passing);
  return median_lower_bound(std::move(stood), confidence);
}

}  // namespace assay::stress
