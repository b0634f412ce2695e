// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/portfolio.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <utility>

#include "core/base/check.hpp"
#include "core/stress/search/corners.hpp"
#include "core/stress/search/portfolio_image.hpp"

namespace assay::stress {
namespace {

constexpr double kForget = 0.99;          // what an arm has found counts less with every try
constexpr double kLeastShare = 0.04;      // of an arm
constexpr double kGreed = 4;              // how much more an arm gets that finds more
constexpr std::size_t kFirstTries = 4;    // of each image, before images race
constexpr std::size_t kCornersFirst = 8;  // of a whole image's tries: what fails mostly fails there
constexpr std::size_t kPatience = 60;     // tries without anything new that an image may have
constexpr double kImageGreed = 12;        // how much more an image gets in which more may be found
/// Of their part by number, what images not broken yet are given whatever the broken ones promise.
constexpr double kForWhole = 0.8;
constexpr double kFlat = 1;  // tries of each coefficient that a flat curve of all images counts as

/// Chooses among arms in proportion to what they have found.
class Bandit {
 public:
  Arm choose(Stream& random, std::span<const Arm> arms) const {
    std::array<double, kArms> shares{};
    double sum = 0;
    for (const Arm arm : arms) sum += shares[index(arm)] = share(arm);
    double at = random.uniform() * sum;
    for (const Arm arm : arms) {
      at -= shares[index(arm)];
      if (at < 0) return arm;
    }
    return arms.back();
  }

  void learn(Arm arm, bool rewarded) {
    State& state = states_[index(arm)];
    state.tries = kForget * state.tries + 1;
    state.rewards = kForget * state.rewards + (rewarded ? 1 : 0);
  }

 private:
  struct State {
    double tries = 0, rewards = 0;
  };
  static std::size_t index(Arm arm) { return static_cast<std::size_t>(arm); }

  /// By the rate of rewards, hopeful where little was tried.
  double share(Arm arm) const {
    const State& state = states_[index(arm)];
    return std::max(kLeastShare, std::pow((state.rewards + 0.5) / (state.tries + 2), kGreed));
  }

  std::array<State, kArms> states_;
};

/// Places that have broken images, those that broke most of the images they were tried on first.
class Pool {
 public:
  void add(const Place& place) {
    for (Entry& entry : entries_) {
      if (same_place(entry.place, place)) return;
    }
    entries_.push_back({place, 1, 1});
  }

  void learn(const Place& place, bool failed) {
    for (Entry& entry : entries_) {
      if (!same_place(entry.place, place)) continue;
      ++entry.tried;
      if (failed) ++entry.broke;
    }
  }

  /// Also forgets those that are no use.
  std::vector<Place> best() {
    constexpr std::size_t kMost = 200;
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return rate(a) > rate(b); });
    if (entries_.size() > kMost) entries_.resize(kMost);
    std::vector<Place> places;
    for (const Entry& entry : entries_) places.push_back(entry.place);
    return places;
  }

 private:
  struct Entry {
    Place place;
    double broke, tried;
  };
  static double rate(const Entry& entry) { return (entry.broke + 0.5) / (entry.tried + 1.5); }

  std::vector<Entry> entries_;
};

class Portfolio final : public Search {
 public:
  explicit Portfolio(const SearchSetting& setting)
      : space_(setting.space),
        random_({setting.seed, "", "portfolio", 0}),
        corners_(covering_places(space_, random_.branch(1))),
        observations_(feature_count(space_)) {
    for (const std::string& image : setting.images) {
      images_.emplace_back(space_, Stream({setting.seed, image, "portfolio", 0}), corners_);
    }
  }

  std::vector<Proposal> ask(std::size_t count) override {
    const Hints hints{pool_.best(),
                      observations_.fit(std::vector<double>(feature_count(space_)), kFlat)};
    std::vector<Proposal> proposals;
    std::vector<Arm> arms;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t number = choose_image();
      PortfolioImage& image = images_[number];
      auto [place, arm] = image.propose(choose_arm(image), hints);
      arms.push_back(arm);
      proposals.push_back({number, std::move(place)});
    }
    asked_.push_back(std::move(arms));
    return proposals;
  }

  void tell(std::span<const Proposal> proposals, std::span<const Verdict> verdicts) override {
    const std::vector<Arm> arms = std::move(asked_.front());
    asked_.pop_front();
    ASSAY_CHECK(proposals.size() == arms.size() && verdicts.size() == arms.size());
    for (std::size_t i = 0; i < arms.size(); ++i) {
      PortfolioImage& image = images_[proposals[i].image];
      const bool was_broken = image.is_broken();
      observations_.add(features_of(space_, proposals[i].place), verdicts[i].value);
      const bool is_new = image.learn(proposals[i].place, verdicts[i], arms[i]);
      (was_broken ? of_broken_ : of_whole_).learn(arms[i], is_new);
      if (arms[i] == Arm::transfer) pool_.learn(proposals[i].place, verdicts[i].failed);
      if (is_new) pool_.add(proposals[i].place);
    }
  }

 private:
  /// First each image a few times; then at random by what may be found in it, images that are
  /// broken among themselves and those that are not among themselves.
  std::size_t choose_image() {
    const std::size_t turn = turns_++;
    if (turn < kFirstTries * images_.size()) return turn % images_.size();
    const bool broken = choose_broken();
    std::vector<double> weights;
    double sum = 0;
    for (const PortfolioImage& image : images_) {
      weights.push_back(image.is_broken() == broken ? std::pow(promise(image), kImageGreed) : 0);
      sum += weights.back();
    }
    double at = random_.uniform() * sum;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      at -= weights[i];
      if (at < 0) return i;
    }
    return weights.size() - 1;
  }

  /// Whether the next prediction goes to an image that is broken.
  bool choose_broken() {
    const double at = random_.uniform();
    const auto broken = static_cast<std::size_t>(
        std::count_if(images_.begin(), images_.end(),
                      [](const PortfolioImage& image) { return image.is_broken(); }));
    if (broken == 0 || broken == images_.size()) return broken > 0;
    const auto all = static_cast<double>(images_.size());
    return at >= kForWhole * (all - static_cast<double>(broken)) / all;
  }

  /// What another prediction may find: failures at their latest rate, or a first one, which is the
  /// likelier the more was damaged and the fewer tries have come to nothing. What is flat so far
  /// may yet have a failure inside: the last ones to be tried again are all alike.
  static double promise(const PortfolioImage& image) {
    const double patience =
        std::exp(-static_cast<double>(image.idle()) / static_cast<double>(kPatience));
    if (image.is_broken()) return std::max(0.01, patience * image.rate());
    const double found = std::clamp(0.5 + image.best(), 0.1, 1.0);
    return std::max(0.01, patience * found / (static_cast<double>(image.asked()) + 2));
  }

  Arm choose_arm(const PortfolioImage& image) {
    static constexpr std::array kWhole{Arm::corners, Arm::transfer, Arm::model,
                                       Arm::tpe,     Arm::cma,      Arm::random};
    static constexpr std::array kBroken{Arm::corners, Arm::transfer, Arm::spread, Arm::model,
                                        Arm::tpe,     Arm::cma,      Arm::random};
    if (image.is_broken()) return of_broken_.choose(random_, kBroken);
    if (image.asked() < kCornersFirst) return Arm::corners;
    return of_whole_.choose(random_, kWhole);
  }

  Space space_;
  Stream random_;
  std::vector<Place> corners_;
  std::deque<PortfolioImage> images_;
  Pool pool_;
  Observations observations_;  // of all images
  Bandit of_whole_;
  Bandit of_broken_;
  std::deque<std::vector<Arm>> asked_;
  std::size_t turns_ = 0;
};

}  // namespace

std::unique_ptr<Search> make_portfolio(const SearchSetting& setting) {
  return std::make_unique<Portfolio>(setting);
}

}  // namespace assay::stress
