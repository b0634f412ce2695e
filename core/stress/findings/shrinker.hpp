// SPDX-License-Identifier: Apache-2.0
// The least change with which an image still fails: what a person wants to see of a failure that a
// search has found. First as few axes as can be, then each as little as can be.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "core/stress/domain/domain.hpp"
#include "core/stress/findings/axis_side.hpp"
#include "core/stress/findings/bisection.hpp"
#include "core/stress/findings/delta_debugging.hpp"

namespace assay::stress {

/// Those that are not where they do least.
std::vector<std::size_t> changed_axes(const Domain& domain, const DomainPoint& point);

/// Asks for trials of one image and is told what came of them: next(), tell(), next() ... Where it
/// fails with all axes at their least, that is the reproducer.
///
/// Axes are set back to where they do least: all of them, then by delta debugging, the weakest ones
/// first. Then all that remain and are strengths are made weaker together by bisection, then each
/// by itself: so no axis is spared at another's cost without need. Then axes are set back once
/// more, and at last the best point is tried again. A point is asked for once, but for the last.
class Shrinker {
 public:
  /// `failing` was seen to fail. The domain must outlive this.
  Shrinker(const Domain& domain, DomainPoint failing, std::size_t budget = 60);

  /// nullopt: that was all, or the budget is used up.
  std::optional<DomainPoint> next();
  /// What came of the last next().
  void tell(bool still_fails);

  /// Seen to fail, always.
  const DomainPoint& best() const { return best_; }
  /// next() gave nullopt, and not for lack of answers: nothing more is to be tried.
  bool finished() const { return confirming_ && !pending_; }
  /// It failed when it was tried again at the end: a model that is not deterministic may not.
  bool confirmed() const { return confirmed_; }
  std::size_t trials() const { return trials_; }

 private:
  struct Weakening {
    std::vector<std::size_t> axes;  // all by the same part
    std::optional<Bisection> part;  // of where they were; set when it begins
    DomainPoint from;
  };

  std::optional<DomainPoint> propose();
  void settle(const DomainPoint& point, bool fails);
  void begin_dropping();
  void plan_weakening();
  void begin(Weakening& weakening) const;
  DomainPoint keeping(const std::vector<std::size_t>& axes) const;
  DomainPoint weakened(const Weakening& weakening, double part) const;
  const AxisSide* side_of(std::size_t axis, const AxisValue& value) const;

  const Domain* domain_;
  DomainPoint best_;
  std::size_t budget_, trials_ = 0;
  std::vector<std::vector<AxisSide>> sides_;  // of each axis

  bool begun_ = false;                      // that all axes at their least pass is known
  std::optional<DeltaDebugging> dropping_;  // in progress
  std::deque<Weakening> weakening_;         // the first in progress
  bool weakened_ = false;                   // that part is over
  bool confirming_ = false, confirmed_ = false;
  std::optional<DomainPoint> pending_;
  std::vector<std::pair<DomainPoint, bool>> known_;  // and whether it fails
};

}  // namespace assay::stress
