// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <utility>
#include <vector>

#include "core/stress/search/image_search.hpp"
#include "core/stress/search/symmetric_matrix.hpp"

namespace assay::stress {
namespace {

constexpr double kFirstStep = 0.3;
constexpr double kSmallestStep = 0.005;
constexpr std::size_t kMostWithoutGain = 8;  // generations

using Vector = std::vector<double>;

double squared_length(const Vector& v) {
  return std::inner_product(v.begin(), v.end(), v.begin(), 0.0);
}

/// What depends on the number of dimensions alone (Hansen 2016, table 1).
struct Constants {
  explicit Constants(std::size_t dimensions) {
    const auto n = static_cast<double>(dimensions);
    population = 4 + static_cast<std::size_t>(3 * std::log(n));
    const std::size_t parents = population / 2;
    for (std::size_t i = 0; i < parents; ++i) {
      weights.push_back(std::log(static_cast<double>(parents) + 0.5) -
                        std::log(static_cast<double>(i + 1)));
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= sum;
    effective = 1 / squared_length(weights);
    path = (effective + 2) / (n + effective + 5);
    damping = 1 + 2 * std::max(0.0, std::sqrt((effective - 1) / (n + 1)) - 1) + path;
    covariance_path = (4 + effective / n) / (n + 4 + 2 * effective / n);
    rank_one = 2 / ((n + 1.3) * (n + 1.3) + effective);
    rank_mu = std::min(1 - rank_one,
                       2 * (effective - 2 + 1 / effective) / ((n + 2) * (n + 2) + effective));
    expected_length = std::sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    margin = 1 / (n * static_cast<double>(population));
  }

  std::size_t population = 0;
  Vector weights;
  double effective = 0, path = 0, damping = 0, covariance_path = 0, rank_one = 0, rank_mu = 0;
  double expected_length = 0;
  double margin = 0;  // the least probability of another value of a discrete dimension
};

class CmaSearch final : public ImageSearch {
 public:
  CmaSearch(Space space, Stream random, const Place& start)
      : space_(std::move(space)),
        random_(random),
        constants_(std::max<std::size_t>(1, space_.dimensions())) {
    begin(start.empty() ? random_place(space_, random_) : start);
  }

  Place ask() override {
    Vector z;
    for (std::size_t d = 0; d < space_.dimensions(); ++d) z.push_back(random_.normal());
    const Vector y = covariance_.root_times(z);
    Place raw;
    for (std::size_t d = 0; d < y.size(); ++d) {
      // Beyond an end a place is mirrored into the cube.
      const double at = mean_[d] + step_ * y[d];
      const double folded = std::abs(std::remainder(at, 2.0));
      raw.push_back(folded);
    }
    asked_.push_back({raw, generation_});
    return snapped(space_, raw);
  }

  void tell(const Place&, double value) override {
    const Asked asked = asked_.front();
    asked_.pop_front();
    if (asked.generation != generation_) return;  // of a distribution that is gone
    told_.emplace_back(value, asked.raw);
    if (told_.size() >= constants_.population) adapt();
  }

 private:
  struct Asked {
    Place raw;
    std::size_t generation;
  };

  void begin(const Place& start) {
    const std::size_t n = space_.dimensions();
    mean_ = start;
    step_ = kFirstStep;
    covariance_ = SymmetricMatrix::identity(n);
    step_path_.assign(n, 0);
    covariance_path_.assign(n, 0);
    told_.clear();
    best_ = -1e300;
    without_gain_ = 0;
    ++generation_;
    updates_ = 0;
  }

  void adapt() {
    std::stable_sort(told_.begin(), told_.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    without_gain_ = told_.front().first > best_ + 1e-9 ? 0 : without_gain_ + 1;
    best_ = std::max(best_, told_.front().first);
    const std::size_t n = space_.dimensions();
    Vector shift(n, 0);
    for (std::size_t i = 0; i < constants_.weights.size(); ++i) {
      for (std::size_t d = 0; d < n; ++d) {
        shift[d] += constants_.weights[i] * (told_[i].second[d] - mean_[d]) / step_;
      }
    }
    update_paths(shift);
    update_covariance();
    for (std::size_t d = 0; d < n; ++d) {
      mean_[d] = std::clamp(mean_[d] + step_ * shift[d], 0.0, 1.0);
    }
    const double length = std::sqrt(squared_length(step_path_));
    step_ *= std::exp(std::min(
        1.0, constants_.path / constants_.damping * (length / constants_.expected_length - 1)));
    step_ = std::min(step_, 0.6);
    keep_margin();
    told_.clear();
    ++generation_;
    if (step_ < kSmallestStep || without_gain_ > kMostWithoutGain) {
      begin(random_place(space_, random_));
    }
  }

  void update_paths(const Vector& shift) {
    ++updates_;
    const Vector whitened = covariance_.inverse_root_times(shift);
    const double c = constants_.path;
    const double factor = std::sqrt(c * (2 - c) * constants_.effective);
    for (std::size_t d = 0; d < shift.size(); ++d) {
      step_path_[d] = (1 - c) * step_path_[d] + factor * whitened[d];
    }
    const double decay = 1 - std::pow(1 - c, 2 * static_cast<double>(updates_));
    const auto n = static_cast<double>(shift.size());
    const bool moving = std::sqrt(squared_length(step_path_) / decay) <
                        (1.4 + 2 / (n + 1)) * constants_.expected_length;
    const double cc = constants_.covariance_path;
    const double covariance_factor = moving ? std::sqrt(cc * (2 - cc) * constants_.effective) : 0;
    for (std::size_t d = 0; d < shift.size(); ++d) {
      covariance_path_[d] = (1 - cc) * covariance_path_[d] + covariance_factor * shift[d];
    }
  }

  void update_covariance() {
    covariance_.scale(1 - constants_.rank_one - constants_.rank_mu);
    covariance_.add_outer(covariance_path_, constants_.rank_one);
    for (std::size_t i = 0; i < constants_.weights.size(); ++i) {
      Vector y;
      for (std::size_t d = 0; d < mean_.size(); ++d) {
        y.push_back((told_[i].second[d] - mean_[d]) / step_);
      }
      covariance_.add_outer(y, constants_.rank_mu * constants_.weights[i]);
    }
    covariance_.decompose();
  }

  /// A discrete dimension never becomes so sure of its value that no other is tried any more.
  void keep_margin() {
    for (std::size_t d = 0; d < mean_.size(); ++d) {
      const std::size_t count = space_.counts[d];
      if (count < 2) continue;
      const double share = 1.0 / static_cast<double>(count);
      const double deviation = step_ * std::sqrt(covariance_.at(d, d));
      const double reach = -normal_quantile(constants_.margin) * deviation;
      const double value = std::min(std::floor(mean_[d] / share), static_cast<double>(count - 1));
      const double low = value * share;
      const double high = low + share;
      // The nearer of the borders to another value must be within reach.
      const bool has_low = value > 0;
      const bool has_high = value < static_cast<double>(count - 1);
      const bool down = has_low && (!has_high || mean_[d] - low < high - mean_[d]);
      if (down && mean_[d] - reach > low) mean_[d] = low + reach;
      if (!down && has_high && mean_[d] + reach < high) mean_[d] = high - reach;
    }
  }

  Space space_;
  Stream random_;
  Constants constants_;
  Vector mean_;
  double step_ = kFirstStep;
  SymmetricMatrix covariance_;
  Vector step_path_;
  Vector covariance_path_;
  std::deque<Asked> asked_;
  std::vector<std::pair<double, Place>> told_;  // of this generation
  double best_ = 0;
  std::size_t without_gain_ = 0;
  std::size_t generation_ = 0;
  std::size_t updates_ = 0;
};

}  // namespace

std::unique_ptr<ImageSearch> make_cma_search(const Space& space, Stream random,
                                             const Place& start) {
  return std::make_unique<CmaSearch>(space, random, start);
}

}  // namespace assay::stress
