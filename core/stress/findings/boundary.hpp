// SPDX-License-Identifier: Apache-2.0
// How much of one transformation an image stands, with all others left as they are at one point;
// and how much the images of a data set stand.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/stress/domain/domain.hpp"
#include "core/stress/findings/axis_side.hpp"
#include "core/stress/findings/bisection.hpp"
#include "core/stress/statistics/survival.hpp"

namespace assay::stress {

struct SideBoundary {
  Side side = Side::above;
  AxisValue passing;                 // the strongest that passed below all that failed
  std::optional<AxisValue> failing;  // the weakest that failed; nullopt: none up to the end
  Bracket bracket;                   // the same as distances from the weakest value, in its unit
  /// Of the strengths tried none passed that is stronger than one that failed. Where not, there may
  /// be weaker failures than the one that was found.
  bool monotone = true;
};

/// Asks for trials of one image that passes at a base point: next(), tell(), next() ... On each
/// side of the axis five evenly spaced strengths first (or as many as there are), then by bisection
/// between the weakest that failed and the one before it.
class BoundarySearch {
 public:
  /// `axis` of the domain, which must outlive this. At `base` the axis does least; it was tried,
  /// and passed. `tolerance`: a part of the side's length.
  BoundarySearch(const Domain& domain, DomainPoint base, std::size_t axis, double tolerance = 0.01);

  /// nullopt: that was all.
  std::optional<DomainPoint> next();
  /// What came of the last next().
  void tell(bool failed);

  /// Of the sides that are finished: all of them after next() gave nullopt. None of an axis that is
  /// no strength.
  const std::vector<SideBoundary>& boundaries() const { return boundaries_; }

 private:
  std::optional<double> next_position();
  void begin_bisection();
  void finish_side();

  DomainPoint base_;
  std::size_t axis_;
  double tolerance_;
  std::vector<AxisSide> sides_;

  std::vector<double> probes_;  // of the side in progress, which is that after boundaries_
  std::vector<bool> failed_;    // of these, as far as they are told
  std::optional<Bisection> bisection_;
  bool monotone_ = true;
  bool pending_ = false;
  std::vector<SideBoundary> boundaries_;
};

/// The boundaries of an image that fails at the base point already: it stands nothing of the axis.
std::vector<SideBoundary> boundaries_of_broken(const FreeAxis& axis);

/// The part of all images that last beyond each strength of one side of an axis, a boundary of each
/// image being given: strengths are distances from the axis' weakest value.
SurvivalCurve boundary_curve(std::span<const SideBoundary> images, double confidence = 0.95);
/// What half of all images stand at least: median_lower_bound() of what each stands.
double boundary_lower_bound(std::span<const SideBoundary> images, double confidence = 0.95);

}  // namespace assay::stress
