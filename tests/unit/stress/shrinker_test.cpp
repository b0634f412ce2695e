// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/shrinker.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <set>

#include "tests/unit/stress/made_domain.hpp"

namespace assay::stress {
namespace {

using testing::ElementsAre;
using Fails = std::function<bool(const DomainPoint&)>;

double real(const AxisValue& value) {
  return std::get<double>(value);
}

/// What a shrinker has left, and what it asked for.
struct Shrunk {
  DomainPoint best;
  bool confirmed = false;
  std::vector<DomainPoint> asked;
};

Shrunk shrunk(const Domain& domain, const DomainPoint& failing, const Fails& fails,
              std::size_t budget = 60) {
  Shrinker shrinker(domain, failing, budget);
  Shrunk result;
  while (const auto point = shrinker.next()) {
    result.asked.push_back(*point);
    shrinker.tell(fails(*point));
    EXPECT_TRUE(fails(shrinker.best()));
  }
  EXPECT_EQ(shrinker.trials(), result.asked.size());
  result.best = shrinker.best();
  result.confirmed = shrinker.confirmed();
  return result;
}

TEST(DeltaDebugging, KeepsWhatIsNeeded) {
  const std::vector<std::size_t> all{0, 1, 2, 3, 4, 5, 6, 7, 8};
  for (const auto& needed : std::vector<std::vector<std::size_t>>{{3}, {8}, {0, 8}, {1, 4, 5}}) {
    DeltaDebugging reduction(all);
    int trials = 0;
    while (const auto items = reduction.next()) {
      EXPECT_FALSE(items->empty());
      reduction.tell(std::includes(items->begin(), items->end(), needed.begin(), needed.end()));
      ++trials;
    }
    EXPECT_EQ(reduction.kept(), needed);
    EXPECT_LE(trials, 18);
  }
}

TEST(DeltaDebugging, TriesAgainWhatMayNotBeNeededAnyMore) {
  // 0 is needed while 3 is there.
  DeltaDebugging reduction({0, 1, 2, 3});
  const auto has = [](const std::vector<std::size_t>& items, std::size_t item) {
    return std::find(items.begin(), items.end(), item) != items.end();
  };
  while (const auto items = reduction.next()) {
    reduction.tell(has(*items, 1) && (has(*items, 0) || !has(*items, 3)));
  }
  EXPECT_THAT(reduction.kept(), ElementsAre(1));
}

TEST(DeltaDebugging, AsksNothingOfOne) {
  EXPECT_EQ(DeltaDebugging({4}).next(), std::nullopt);
  EXPECT_EQ(DeltaDebugging({}).next(), std::nullopt);
}

TEST(Shrinker, LeavesTheOneAxisThatFailsAtItsLimit) {
  const Domain domain = mixed_domain();
  const DomainPoint failing{0.45, std::int64_t{20}, true,           -30.0, std::int64_t{3},
                            -0.4, std::int64_t{50}, std::int64_t{4}};
  const auto fails = [](const DomainPoint& point) { return real(point[0]) < 0.7; };

  const Shrunk result = shrunk(domain, failing, fails);

  EXPECT_THAT(changed_axes(domain, result.best), ElementsAre(0));
  EXPECT_GT(real(result.best[0]), 0.69);
  EXPECT_TRUE(result.confirmed);
  EXPECT_LE(result.asked.size(), 25U);
}

TEST(Shrinker, EndsAtOnceWhereAllAxesAtTheirLeastFail) {
  const Domain domain = mixed_domain();
  const DomainPoint failing{0.45, std::int64_t{20}, true,           -30.0, std::int64_t{3},
                            -0.4, std::int64_t{50}, std::int64_t{4}};

  const Shrunk result = shrunk(domain, failing, [](const DomainPoint&) { return true; });

  EXPECT_EQ(result.best, domain.weakest_point());
  EXPECT_TRUE(result.confirmed);
  EXPECT_EQ(result.asked.size(), 2U);
}

TEST(Shrinker, LeavesTwoAxesThatFailTogether) {
  const Domain domain = mixed_domain();
  const DomainPoint failing{2.4,  std::int64_t{20}, true,           -30.0, std::int64_t{3},
                            -0.4, std::int64_t{50}, std::int64_t{4}};
  const auto fails = [](const DomainPoint& point) {
    return std::get<bool>(point[2]) && std::get<std::int64_t>(point[1]) <= 61;
  };

  const Shrunk result = shrunk(domain, failing, fails);

  EXPECT_THAT(changed_axes(domain, result.best), ElementsAre(1, 2));
  EXPECT_EQ(result.best[1], AxisValue(std::int64_t{61}));
}

TEST(Shrinker, SharesAChangeBetweenAxesThatStandInForEachOther) {
  const Domain domain = mixed_domain();
  DomainPoint failing = domain.weakest_point();
  failing[0] = 2.5;
  failing[3] = 45.0;
  const auto fails = [&](const DomainPoint& point) {
    return strength_of(domain.axes()[0], point[0]) + strength_of(domain.axes()[3], point[3]) > 1.2;
  };

  const Shrunk result = shrunk(domain, failing, fails);

  EXPECT_NEAR(strength_of(domain.axes()[0], result.best[0]), 0.6, 0.1);
  EXPECT_NEAR(strength_of(domain.axes()[3], result.best[3]), 0.6, 0.1);
}

TEST(Shrinker, EndsWithFewDigits) {
  const Domain domain = made_domain(
      {one_axis("turn", "Affine", "name: affine_rotate, type: float, range: [-45, 45]")});
  const Shrunk result = shrunk(
      domain, {44.123456789}, [](const DomainPoint& point) { return real(point[0]) > 12.3456789; });
  EXPECT_NEAR(real(result.best[0]) * 100, std::round(real(result.best[0]) * 100), 1e-9);
}

TEST(Shrinker, AsksForNoPointTwiceButTheLast) {
  const Domain domain = mixed_domain();
  Stream random({1, "", "shrinker", 0});
  const DomainPoint failing = random_point(domain, random);
  // Fails on a whim: nothing can be concluded from one trial about another.
  const auto fails = [&](const DomainPoint& point) {
    return point == failing || real(point[3]) > 10 || real(point[0]) < 0.9;
  };
  const Shrunk result = shrunk(domain, failing, fails);

  std::vector<DomainPoint> asked(result.asked.begin(), result.asked.end() - 1);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    EXPECT_EQ(std::count(asked.begin(), asked.end(), asked[i]), 1);
  }
  EXPECT_EQ(result.asked.back(), result.best);
}

TEST(Shrinker, SaysWhereTheFailureDoesNotComeAgain) {
  const Domain domain = mixed_domain();
  Stream random({2, "", "shrinker", 0});
  Shrinker shrinker(domain, random_point(domain, random));
  const DomainPoint start = shrinker.best();
  while (shrinker.next()) shrinker.tell(false);
  EXPECT_FALSE(shrinker.confirmed());
  EXPECT_EQ(shrinker.best(), start);
}

TEST(Shrinker, KeepsToItsBudget) {
  const Domain domain = mixed_domain();
  Stream random({3, "", "shrinker", 0});
  const DomainPoint failing = random_point(domain, random);
  for (const std::size_t budget : {0U, 1U, 2U, 9U}) {
    const Shrunk result = shrunk(
        domain, failing, [](const DomainPoint&) { return true; }, budget);
    EXPECT_LE(result.asked.size(), budget);
    EXPECT_EQ(result.confirmed, budget > 0);
  }
}

const std::vector<std::pair<std::string, std::string>> kAxes{
    {"Gamma", "name: gamma, type: float, range: [0.4, 2.5]"},
    {"BrightnessContrast", "name: brightness, type: float, range: [-0.5, 0.5]"},
    {"BrightnessContrast", "name: contrast, type: float, range: [-0.5, 0.5], steps: 9"},
    {"JPEGCompression", "name: quality, type: int, range: [0, 100]"},
    {"HorizontalFlip", "name: hflip, type: bool"},
    {"VerticalFlip", "name: vflip, type: bool"},
    {"Affine", "name: affine_rotate, type: float, range: [-45, 45]"},
    {"Affine", "name: shear_x, type: float, range: [-20, 20]"},
    {"Affine", "name: affine_scale, type: float, range: [0.7, 1.4]"},
    {"Perspective", "name: perspective_scale, type: float, range: [0, 0.2]"},
    {"Posterize", "name: num_bits, type: int, range: [1, 8]"},
    {"Solarize", "name: solarize_threshold, type: int, range: [0, 255]"},
    {"ShiftHSV", "name: hue, type: int, range: [-90, 90]"},
    {"CLAHE", "name: tile_grid_size, type: int, range: [3, 15]"},
    {"GaussianNoise", "name: gauss_noise_var, type: float, range: [0, 10]"},
    {"ToSepia", "name: sepia, type: bool"}};

/// Of eight of these axes.
Domain random_domain(Stream& random) {
  std::set<std::size_t> chosen;
  while (chosen.size() < 8) {
    chosen.insert(
        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(kAxes.size()) - 1)));
  }
  std::vector<std::string> lines;
  for (const std::size_t i : chosen) {
    lines.push_back(one_axis("t" + std::to_string(i), kAxes[i].first, kAxes[i].second));
  }
  return made_domain(lines);
}

/// One or two axes have to be near what they are at a failing point, or beyond it.
Fails single_cause(const Domain& domain, const DomainPoint& failing, Stream& random) {
  std::vector<std::size_t> causes;
  std::vector<std::size_t> changed = changed_axes(domain, failing);
  const std::size_t count = random.uniform() < 0.5 ? 1 : 2;
  while (causes.size() < std::min(count, changed.size())) {
    const auto at =
        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(changed.size()) - 1));
    causes.push_back(changed[at]);
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
  }
  const double part = random.uniform(0.3, 0.95);
  return [=, &domain](const DomainPoint& point) {
    return std::all_of(causes.begin(), causes.end(), [&](std::size_t i) {
      const FreeAxis& axis = domain.axes()[i];
      if (sides_of(axis).empty()) return point[i] == failing[i];
      const auto side = [&](const AxisValue& value) {
        return place_of(axis, value) < place_of(axis, weakest(axis));
      };
      return strength_of(axis, point[i]) >= part * strength_of(axis, failing[i]) &&
             side(point[i]) == side(failing[i]);
    });
  };
}

TEST(Shrinker, LeavesTwoAxesAtMostOfSingleCauses) {
  Stream random({4, "", "shrinker", 0});
  int runs = 0, few = 0, confirmed = 0;
  std::size_t trials = 0;
  for (int domains = 0; domains < 20; ++domains) {
    const Domain domain = random_domain(random);
    for (int failures = 0; failures < 20; ++failures) {
      const DomainPoint failing = random_point(domain, random);
      const Shrunk result = shrunk(domain, failing, single_cause(domain, failing, random));
      ++runs;
      few += changed_axes(domain, result.best).size() <= 2;
      confirmed += result.confirmed;
      trials += result.asked.size();
      EXPECT_LE(result.asked.size(), 60U);
    }
  }
  RecordProperty("few", few);
  RecordProperty("trials", static_cast<int>(trials));
  EXPECT_GE(few, runs * 95 / 100);
  EXPECT_EQ(confirmed, runs);
  EXPECT_LE(trials, 35U * static_cast<std::size_t>(runs));
}

}  // namespace
}  // namespace assay::stress
