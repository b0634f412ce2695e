// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/shrinker.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

constexpr double kTolerance = 0.01;  // of a side, for each axis by itself
constexpr double kTogether = 0.04;   // of the way, for all at once: the rest follows one by one

}  // namespace

std::vector<std::size_t> changed_axes(const Domain& domain, const DomainPoint& point) {
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < point.size(); ++i) {
    if (point[i] != weakest(domain.axes()[i])) changed.push_back(i);
  }
  return changed;
}

Shrinker::Shrinker(const Domain& domain, DomainPoint failing, std::size_t budget)
    : domain_(&domain), best_(std::move(failing)), budget_(budget) {
  for (const FreeAxis& axis : domain.axes()) sides_.push_back(sides_of(axis));
  known_.emplace_back(best_, true);
  begin_dropping();
}

void Shrinker::begin_dropping() {
  std::vector<std::size_t> axes = changed_axes(*domain_, best_);
  std::stable_sort(axes.begin(), axes.end(), [&](std::size_t a, std::size_t b) {
    return strength_of(domain_->axes()[a], best_[a]) < strength_of(domain_->axes()[b], best_[b]);
  });
  dropping_.emplace(std::move(axes));
}

DomainPoint Shrinker::keeping(const std::vector<std::size_t>& axes) const {
  DomainPoint point = domain_->weakest_point();
  for (const std::size_t i : axes) point[i] = best_[i];
  return point;
}

const AxisSide* Shrinker::side_of(std::size_t axis, const AxisValue& value) const {
  for (const AxisSide& side : sides_[axis]) {
    if (position_on(side, value) > 0) return &side;
  }
  return nullptr;
}

void Shrinker::plan_weakening() {
  Weakening all;
  for (const std::size_t axis : changed_axes(*domain_, best_)) {
    if (side_of(axis, best_[axis]) == nullptr) continue;
    all.axes.push_back(axis);
    weakening_.push_back({{axis}, std::nullopt, {}});
  }
  if (all.axes.size() > 1) weakening_.push_front(std::move(all));
  weakened_ = true;
}

void Shrinker::begin(Weakening& weakening) const {
  weakening.from = best_;
  Resolution resolution{kTogether, 0};
  if (weakening.axes.size() == 1) {
    const std::size_t axis = weakening.axes.front();
    const AxisSide* side = side_of(axis, best_[axis]);
    const double at = side == nullptr ? 0 : position_on(*side, best_[axis]);
    resolution.tolerance = at > 0 ? std::min(1.0, kTolerance / at) : 1;
    resolution.steps =
        side == nullptr
            ? 0
            : static_cast<std::size_t>(std::llround(at * static_cast<double>(side->steps)));
  }
  weakening.part.emplace(0, 1, resolution);
}

DomainPoint Shrinker::weakened(const Weakening& weakening, double part) const {
  DomainPoint point = weakening.from;
  for (const std::size_t axis : weakening.axes) {
    const AxisSide* side = side_of(axis, point[axis]);
    if (side != nullptr) point[axis] = value_on(*side, part * position_on(*side, point[axis]));
  }
  return point;
}

/// The next point of what is going on, or of what comes after it.
std::optional<DomainPoint> Shrinker::propose() {
  while (true) {
    if (!begun_) return domain_->weakest_point();
    if (dropping_) {
      if (const auto kept = dropping_->next()) return keeping(*kept);
      dropping_.reset();
      if (!weakened_) plan_weakening();
    } else if (!weakening_.empty()) {
      if (!weakening_.front().part) begin(weakening_.front());
      if (const auto part = weakening_.front().part->next()) {
        return weakened(weakening_.front(), *part);
      }
      weakening_.pop_front();
      if (weakening_.empty()) begin_dropping();
    } else {
      return std::nullopt;
    }
  }
}

void Shrinker::settle(const DomainPoint& point, bool fails) {
  if (fails) best_ = point;
  if (!begun_) {
    begun_ = true;
    weakened_ = fails;  // there is nothing left to make weaker
    if (fails) dropping_.reset();
  } else if (dropping_) {
    dropping_->tell(fails);
  } else {
    weakening_.front().part->tell(fails);
  }
}

std::optional<DomainPoint> Shrinker::next() {
  ASSAY_CHECK(!pending_);
  while (trials_ + 1 < budget_) {
    const auto point = propose();
    if (!point) break;
    const auto known = std::find_if(known_.begin(), known_.end(),
                                    [&](const auto& one) { return one.first == *point; });
    if (known == known_.end()) {
      ++trials_;
      return pending_ = point;
    }
    settle(*point, known->second);
  }
  if (confirming_ || trials_ >= budget_) return std::nullopt;
  confirming_ = true;
  ++trials_;
  return pending_ = best_;
}

void Shrinker::tell(bool still_fails) {
  ASSAY_CHECK(pending_);
  const DomainPoint point = *std::exchange(pending_, std::nullopt);
  if (confirming_) {
    confirmed_ = still_fails;
    return;
  }
  known_.emplace_back(point, still_fails);
  settle(point, still_fails);
}

}  // namespace assay::stress
