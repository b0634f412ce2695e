// SPDX-License-Identifier: Apache-2.0
// Points with labels, and which tests of one axis tell wanted from unwanted ones best: what the
// search for a rule goes by.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/stress/findings/rule_search.hpp"

namespace assay::stress {

enum class Kind { above, below, among };

/// Of an axis' value.
struct Test {
  std::size_t axis = 0;
  Kind kind = Kind::above;
  double low = 0, high = 0;        // values of neighbouring points, which the limit is between
  std::vector<std::size_t> among;  // indices of values
  bool operator==(const Test&) const = default;
};

struct Counts {
  double wanted = 0, unwanted = 0;
};

/// The likelihood ratio statistic G^2 of the table of two rows, the second being what the first
/// leaves of `all`; 0 where the first has no more wanted ones than its share.
double significance_of(const Counts& part, const Counts& all);

/// Tests, and what they do.
struct Candidate {
  std::vector<Test> tests;
  std::vector<char> inside;  // of each point, whether it has a label and all tests hold
  Counts counts;             // of those inside
  double score = 0;
};

class LabelledPoints {
 public:
  /// Labels must outlive it.
  LabelledPoints(const Domain& domain, std::span<const DomainPoint> points,
                 std::span<const Label> labels);

  std::size_t axes() const { return columns_.size(); }
  Candidate candidate(std::vector<Test> tests) const;
  /// The best limits, or the best set of values, among the points inside.
  std::vector<Test> tests_on(std::size_t axis, const Candidate& within) const;
  Rule rule_of(const std::vector<Test>& tests) const;

 private:
  struct Column {  // one axis of all points
    bool is_number = false;
    std::vector<AxisValue> values;   // the different ones of what is no number
    std::vector<double> at;          // a number, or an index into values
    std::vector<std::size_t> order;  // of points, by `at`
  };

  static Column column_of(const FreeAxis& axis, std::span<const DomainPoint> points,
                          std::size_t index);
  bool holds(const Test& test, std::size_t point) const;
  double score(const Counts& counts) const;
  void add(Counts& counts, std::size_t point) const;
  std::vector<Test> limits(std::size_t axis, const Candidate& within) const;
  std::vector<Test> sets(std::size_t axis, const Candidate& within) const;

  std::span<const Label> labels_;
  std::vector<Column> columns_;
  double wanted_ = 0;
};

}  // namespace assay::stress
