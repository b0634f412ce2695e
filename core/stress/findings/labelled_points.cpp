// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/labelled_points.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace assay::stress {
namespace {

Counts operator-(const Counts& a, const Counts& b) {
  return {a.wanted - b.wanted, a.unwanted - b.unwanted};
}

}  // namespace

double significance_of(const Counts& part, const Counts& all) {
  const Counts rest = all - part;
  const double n = all.wanted + all.unwanted;
  const double inside = part.wanted + part.unwanted;
  if (part.wanted * n <= all.wanted * inside) return 0;
  const auto term = [&](double seen, double row, double column) {
    return seen > 0 ? 2 * seen * std::log(seen * n / (row * column)) : 0;
  };
  return term(part.wanted, inside, all.wanted) + term(part.unwanted, inside, all.unwanted) +
         term(rest.wanted, n - inside, all.wanted) + term(rest.unwanted, n - inside, all.unwanted);
}

LabelledPoints::LabelledPoints(const Domain& domain, std::span<const DomainPoint> points,
                               std::span<const Label> labels)
    : labels_(labels),
      wanted_(static_cast<double>(std::count(labels.begin(), labels.end(), Label::wanted))) {
  for (std::size_t i = 0; i < domain.axes().size(); ++i) {
    columns_.push_back(column_of(domain.axes()[i], points, i));
  }
}

LabelledPoints::Column LabelledPoints::column_of(const FreeAxis& axis,
                                                 std::span<const DomainPoint> points,
                                                 std::size_t index) {
  Column column;
  column.is_number = axis.facts->type == AxisType::real || axis.facts->type == AxisType::integer;
  for (const DomainPoint& point : points) {
    const AxisValue& value = point[index];
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      column.at.push_back(static_cast<double>(*whole));
    } else if (const auto* real = std::get_if<double>(&value)) {
      column.at.push_back(*real);
    } else {
      const auto same = std::find(column.values.begin(), column.values.end(), value);
      column.at.push_back(static_cast<double>(same - column.values.begin()));
      if (same == column.values.end()) column.values.push_back(value);
    }
  }
  column.order.resize(points.size());
  std::iota(column.order.begin(), column.order.end(), std::size_t{0});
  std::stable_sort(column.order.begin(), column.order.end(),
                   [&](std::size_t a, std::size_t b) { return column.at[a] < column.at[b]; });
  return column;
}

bool LabelledPoints::holds(const Test& test, std::size_t point) const {
  const double at = columns_[test.axis].at[point];
  switch (test.kind) {
    case Kind::above:
      return at >= test.high;
    case Kind::below:
      return at <= test.low;
    case Kind::among:
      break;
  }
  return std::find(test.among.begin(), test.among.end(), static_cast<std::size_t>(at)) !=
         test.among.end();
}

/// Precision counts twice as much as recall.
double LabelledPoints::score(const Counts& counts) const {
  if (counts.wanted == 0) return 0;
  const double precision = counts.wanted / (counts.wanted + counts.unwanted);
  const double recall = counts.wanted / wanted_;
  return 1.25 * precision * recall / (0.25 * precision + recall);
}

Candidate LabelledPoints::candidate(std::vector<Test> tests) const {
  Candidate result{std::move(tests), std::vector<char>(labels_.size()), {}, 0};
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const bool inside = labels_[i] != Label::neither &&
                        std::all_of(result.tests.begin(), result.tests.end(),
                                    [&](const Test& test) { return holds(test, i); });
    result.inside[i] = inside ? 1 : 0;
    if (inside) add(result.counts, i);
  }
  result.score = score(result.counts);
  return result;
}

void LabelledPoints::add(Counts& counts, std::size_t point) const {
  ++(labels_[point] == Label::wanted ? counts.wanted : counts.unwanted);
}

/// One from above and one from below.
std::vector<Test> LabelledPoints::limits(std::size_t axis, const Candidate& within) const {
  const Column& column = columns_[axis];
  std::vector<Test> best;
  double best_below = 0;
  double best_above = 0;
  Test below{axis, Kind::below, 0, 0, {}};
  Test above{axis, Kind::above, 0, 0, {}};
  Counts counts;
  double last = 0;
  bool any = false;
  for (const std::size_t point : column.order) {
    if (!within.inside[point]) continue;
    const double at = column.at[point];
    if (any && at > last) {
      if (score(counts) > best_below) {
        best_below = score(counts);
        std::tie(below.low, below.high) = std::pair(last, at);
      }
      if (score(within.counts - counts) > best_above) {
        best_above = score(within.counts - counts);
        std::tie(above.low, above.high) = std::pair(last, at);
      }
    }
    add(counts, point);
    last = at;
    any = true;
  }
  if (best_above > 0) best.push_back(above);
  if (best_below > 0) best.push_back(below);
  return best;
}

/// For two classes the best set of values is among those that start with the values with the
/// largest part of wanted points (Breiman et al.: Classification and regression trees, 1984).
std::vector<Test> LabelledPoints::sets(std::size_t axis, const Candidate& within) const {
  const Column& column = columns_[axis];
  std::vector<Counts> of_value(column.values.size());
  for (const std::size_t point : column.order) {
    if (within.inside[point]) add(of_value[static_cast<std::size_t>(column.at[point])], point);
  }
  const auto part = [&](std::size_t value) {
    const Counts& counts = of_value[value];
    return counts.wanted == 0 ? 0 : counts.wanted / (counts.wanted + counts.unwanted);
  };
  std::vector<std::size_t> values(column.values.size());
  std::iota(values.begin(), values.end(), std::size_t{0});
  std::stable_sort(values.begin(), values.end(),
                   [&](std::size_t a, std::size_t b) { return part(a) > part(b); });
  Test best{axis, Kind::among, 0, 0, {}};
  double best_score = 0;
  Counts counts;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    counts.wanted += of_value[values[i]].wanted;
    counts.unwanted += of_value[values[i]].unwanted;
    if (score(counts) <= best_score) continue;
    best_score = score(counts);
    best.among.assign(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  if (best_score == 0) return {};
  std::sort(best.among.begin(), best.among.end());
  return {best};
}

std::vector<Test> LabelledPoints::tests_on(std::size_t axis, const Candidate& within) const {
  return columns_[axis].is_number ? limits(axis, within) : sets(axis, within);
}

Rule LabelledPoints::rule_of(const std::vector<Test>& tests) const {
  std::map<std::size_t, Condition> conditions;
  for (const Test& test : tests) {
    Condition& condition = conditions[test.axis];
    condition.axis = test.axis;
    if (test.kind == Kind::below) condition.below = roundest_between(test.low, test.high);
    if (test.kind == Kind::above) condition.above = 0 - roundest_between(-test.high, -test.low);
    for (const std::size_t value : test.among) {
      condition.among.push_back(columns_[test.axis].values[value]);
    }
  }
  Rule rule;
  for (auto& [axis, condition] : conditions) rule.push_back(std::move(condition));
  return rule;
}

}  // namespace assay::stress
