// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

#include "core/stress/search/image_search.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kRandomStarts = 10;
constexpr std::size_t kCandidates = 24;
constexpr std::size_t kMostGood = 25;
constexpr double kUnlimited = std::numeric_limits<double>::infinity();

constexpr double kFar = 8.5;  // deviations; what is further away adds nothing

double normal_share(double z) {
  if (std::abs(z) > kFar) return z > 0 ? 1 : 0;
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

/// One dimension of several places: a mixture of normal distributions cut off at 0 and 1, one about
/// each of them and one wide one about the middle.
class Parzen {
 public:
  Parzen(std::vector<double> at, std::size_t count) : count_(count) {
    std::sort(at.begin(), at.end());
    const double least = 1.0 / std::min(100.0, 1.0 + static_cast<double>(at.size()));
    for (std::size_t i = 0; i < at.size(); ++i) {
      const double before = i == 0 ? at[i] : at[i] - at[i - 1];
      const double after = i + 1 == at.size() ? 1 - at[i] : at[i + 1] - at[i];
      add({at[i], std::clamp(std::max(before, after), least, 1.0)});
    }
    add({0.5, 1});
  }

  double draw(Stream& random) const {
    const auto most = static_cast<std::int64_t>(kernels_.size()) - 1;
    const Kernel& kernel = kernels_[static_cast<std::size_t>(random.between(0, most))];
    const double p = kernel.low + random.uniform() * kernel.share;
    const double z = normal_quantile(std::clamp(p, 1e-12, 1 - 1e-12));
    return std::clamp(kernel.middle + kernel.width * z, 0.0, 1.0);
  }

  /// Density at a place, or of a discrete dimension the probability of its value; or something
  /// above `enough`, where it is above that.
  double density(double at, double enough) const {
    const auto count = static_cast<double>(kernels_.size());
    const double sum_enough = enough * count;
    // The nearest first: they have most of it.
    const auto nearest =
        std::lower_bound(hills_.begin(), hills_.end() - 1, at,
                         [](const Hill& hill, double place) { return hill.middle < place; });
    double sum = height_at(hills_.back(), at);
    auto above = nearest;
    auto below = nearest;
    while (sum <= sum_enough && (above != hills_.end() - 1 || below != hills_.begin())) {
      if (above != hills_.end() - 1) sum += height_at(*above++, at);
      if (below != hills_.begin()) sum += height_at(*--below, at);
    }
    return sum / count;
  }

 private:
  struct Kernel {
    double middle, width;
    double low = 0, share = 1;  // its parts below 0, and between 0 and 1
  };
  /// One kernel, or several equal ones, as densities need it.
  struct Hill {
    double middle, narrowness, factor;
  };

  double height_at(const Hill& hill, double at) const {
    const double z = (at - hill.middle) * hill.narrowness;
    if (count_ == 0) return std::abs(z) > kFar ? 0 : hill.factor * std::exp(-z * z / 2);
    const double reach = 0.5 / static_cast<double>(count_) * hill.narrowness;
    if (std::abs(z) > kFar + reach) return 0;
    return hill.factor * (normal_share(z + reach) - normal_share(z - reach));
  }

  void add(Kernel kernel) {
    const bool again = !kernels_.empty() && kernels_.back().middle == kernel.middle &&
                       kernels_.back().width == kernel.width;
    if (again) {
      kernels_.push_back(kernels_.back());
      hills_.back().factor += again_;
      return;
    }
    kernel.low = normal_share(-kernel.middle / kernel.width);
    kernel.share = normal_share((1 - kernel.middle) / kernel.width) - kernel.low;
    kernels_.push_back(kernel);
    const double height = count_ == 0 ? 1 / (std::sqrt(2 * std::numbers::pi) * kernel.width) : 1.0;
    again_ = height / kernel.share;
    hills_.push_back({kernel.middle, 1 / kernel.width, again_});
  }

  std::size_t count_;
  std::vector<Kernel> kernels_;
  std::vector<Hill> hills_;  // from low to high, and the wide one
  double again_ = 0;         // the factor of the last kernel
};

class TpeSearch final : public ImageSearch {
 public:
  TpeSearch(Space space, Stream random) : space_(std::move(space)), random_(random) {}

  Place ask() override {
    if (told_.size() < kRandomStarts) return random_place(space_, random_);
    if (models_.empty()) fit();
    Place place;
    for (std::size_t d = 0; d < models_.size(); ++d) place.push_back(best(d));
    return place;
  }

  void tell(const Place& place, double value) override {
    told_.emplace_back(place, value);
    models_.clear();
  }

 private:
  /// Where good places are along one dimension, and where the others are.
  struct Model {
    Parzen good, others;
    std::vector<std::pair<double, double>> known = {};  // places, few, and their ratios

    /// How much likelier good ones are than the others; exactly if it is above `largest`.
    double ratio(double at, double largest) const {
      const double likely = good.density(at, kUnlimited);
      const double too_many = largest > 0 ? likely / largest : kUnlimited;
      return likely / std::max(others.density(at, too_many), 1e-12);
    }

    /// Of a discrete dimension, where the same places come again and again.
    double known_ratio(double at) {
      for (const auto& [place, value] : known) {
        if (place == at) return value;
      }
      return known.emplace_back(at, ratio(at, -1)).second;
    }
  };

  void fit() {
    std::vector<std::size_t> order(told_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return told_[a].second > told_[b].second;
    });
    const auto good = std::min(kMostGood, (told_.size() + 9) / 10);
    for (std::size_t d = 0; d < space_.dimensions(); ++d) {
      std::vector<double> above;
      std::vector<double> below;
      for (std::size_t i = 0; i < order.size(); ++i) {
        (i < good ? above : below).push_back(told_[order[i]].first[d]);
      }
      models_.push_back(
          {{std::move(above), space_.counts[d]}, {std::move(below), space_.counts[d]}});
    }
  }

  /// Of some places where good ones are likely, that where they are likeliest against the others.
  double best(std::size_t dimension) {
    Model& model = models_[dimension];
    double chosen = 0.5;
    double largest = -1;
    for (std::size_t i = 0; i < kCandidates; ++i) {
      const double at = snapped(space_.counts[dimension], model.good.draw(random_));
      const double ratio =
          space_.counts[dimension] == 0 ? model.ratio(at, largest) : model.known_ratio(at);
      if (ratio <= largest) continue;
      largest = ratio;
      chosen = at;
    }
    return chosen;
  }

  Space space_;
  Stream random_;
  std::vector<std::pair<Place, double>> told_;
  std::vector<Model> models_;  // by dimension; none: of what was told since
};

}  // namespace

std::unique_ptr<ImageSearch> make_tpe_search(const Space& space, Stream random) {
  return std::make_unique<TpeSearch>(space, random);
}

}  // namespace assay::stress
