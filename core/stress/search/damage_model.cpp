// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/damage_model.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <utility>

namespace assay::stress {
namespace {

/// The time for a fit grows with its third power, and what one image needs with its square.
constexpr std::size_t kMostDimensions = 32;
constexpr double kInside = 0.02;  // of a cell's width, how far from its borders a place stays

/// A parabola over -1 to 1, without its height in the middle.
struct Curve {
  double slope, bend;
  double at(double place) const {
    const double x = 2 * place - 1;
    return x * (slope + x * bend);
  }
  /// Where it is highest within these places.
  double highest(double low, double high) const {
    double best = at(low) >= at(high) ? low : high;
    if (bend < 0) {
      const double top = std::clamp(0.5 - slope / (4 * bend), low, high);
      if (at(top) > at(best)) best = top;
    }
    return best;
  }
};

/// One cell of one dimension.
struct Part {
  double damage, place;
  std::uint8_t cell;
};

/// Where damage is largest in one cell of a continuous dimension.
Part part_of(std::size_t cell, std::size_t cells, const Curve& curve) {
  const double width = 1 / static_cast<double>(cells);
  const double low = cell == 0 ? 0 : (static_cast<double>(cell) + kInside) * width;
  const double high = cell + 1 == cells ? 1 : (static_cast<double>(cell) + 1 - kInside) * width;
  const double place = curve.highest(low, high);
  return {curve.at(place), place, static_cast<std::uint8_t>(cell)};
}

/// Those of a dimension, from the worst downwards.
std::vector<Part> parts_of(const Space& space, std::size_t dimension, const Curve& curve) {
  const std::size_t cells = cells_along(space, dimension);
  const std::size_t values = space.counts[dimension];
  std::vector<Part> parts;
  for (std::size_t i = 0; i < cells && values == 0; ++i) parts.push_back(part_of(i, cells, curve));
  for (std::size_t i = 0; i < values; ++i) {
    const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(values);
    const Part part{curve.at(place), place,
                    static_cast<std::uint8_t>(place * static_cast<double>(cells))};
    if (parts.empty() || parts.back().cell != part.cell) {
      parts.push_back(part);
    } else if (part.damage > parts.back().damage) {
      parts.back() = part;
    }
  }
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return a.damage > b.damage; });
  return parts;
}

/// A cell of the space: of each dimension a part, as its rank.
struct Choice {
  double damage;
  std::size_t last;  // the last dimension that is not at its worst
  std::vector<std::uint8_t> ranks;
};

struct LessDamage {
  bool operator()(const Choice& a, const Choice& b) const {
    return a.damage != b.damage ? a.damage < b.damage : a.ranks > b.ranks;
  }
};

}  // namespace

std::size_t feature_count(const Space& space) {
  return space.dimensions() > kMostDimensions ? 0 : 1 + 2 * space.dimensions();
}

std::vector<double> features_of(const Space& space, const Place& place) {
  if (feature_count(space) == 0) return {};
  std::vector<double> features{1};
  for (const double at : place) {
    const double x = 2 * at - 1;
    features.push_back(x);
    features.push_back(x * x);
  }
  return features;
}

void Observations::add(const std::vector<double>& features, double value) {
  for (std::size_t i = 0; i < count_; ++i) {
    for (std::size_t j = 0; j <= i; ++j) products_[i * count_ + j] += features[i] * features[j];
    sides_[i] += features[i] * value;
  }
}

/// By Cholesky's decomposition; the weight keeps the matrix well away from being singular.
/// (OpenCV's goes by LAPACK where that is built in: its last bits would depend on the machine.)
std::vector<double> Observations::fit(const std::vector<double>& expected, double weight) const {
  std::vector<double> root = products_;
  std::vector<double> x(count_);
  for (std::size_t i = 0; i < count_; ++i) {
    double* row = root.data() + i * count_;
    row[i] += weight;
    x[i] = sides_[i] + weight * expected[i];
    for (std::size_t j = 0; j <= i; ++j) {
      const double* other = root.data() + j * count_;
      for (std::size_t k = 0; k < j; ++k) row[j] -= row[k] * other[k];
      row[j] = j < i ? row[j] / other[j] : std::sqrt(row[j]);
    }
    for (std::size_t k = 0; k < i; ++k) x[i] -= row[k] * x[k];
    x[i] /= row[i];
  }
  for (std::size_t i = count_; i-- > 0;) {
    for (std::size_t k = i + 1; k < count_; ++k) x[i] -= root[k * count_ + i] * x[k];
    x[i] /= root[i * count_ + i];
  }
  return x;
}

Place worst_place(const Space& space, const std::vector<double>& coefficients,
                  const std::function<bool(const Cell&)>& is_known, std::size_t most) {
  std::vector<std::vector<Part>> parts;
  Choice worst{0, 0, std::vector<std::uint8_t>(space.dimensions(), 0)};
  for (std::size_t d = 0; d < space.dimensions(); ++d) {
    parts.push_back(parts_of(space, d, {coefficients[1 + 2 * d], coefficients[2 + 2 * d]}));
    worst.damage += parts.back().front().damage;
  }
  std::priority_queue<Choice, std::vector<Choice>, LessDamage> choices;
  choices.push(std::move(worst));
  for (std::size_t i = 0; i < most && !choices.empty(); ++i) {
    const Choice choice = choices.top();
    choices.pop();
    Cell cell;
    Place place;
    for (std::size_t d = 0; d < parts.size(); ++d) {
      const Part& part = parts[d][choice.ranks[d]];
      cell.push_back(part.cell);
      place.push_back(part.place);
    }
    if (!is_known(cell)) return snapped(space, std::move(place));
    // Each choice comes from that in which its last dimension is one better, and only from it.
    for (std::size_t d = choice.last; d < parts.size(); ++d) {
      const std::size_t rank = choice.ranks[d] + 1U;
      if (rank == parts[d].size()) continue;
      Choice next = choice;
      next.last = d;
      next.ranks[d] = static_cast<std::uint8_t>(rank);
      next.damage += parts[d][rank].damage - parts[d][rank - 1].damage;
      choices.push(std::move(next));
    }
  }
  return {};
}

}  // namespace assay::stress
