// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/clusters.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <utility>

#include "tests/unit/stress/made_domain.hpp"

namespace assay::stress {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

double real(const AxisValue& value) {
  return std::get<double>(value);
}
double whole(const AxisValue& value) {
  return static_cast<double>(std::get<std::int64_t>(value));
}
bool flag(const AxisValue& value) {
  return std::get<bool>(value);
}

using ModeOf = std::function<FailureMode(const DomainPoint&)>;

/// Trials all over mixed_domain(), of 20 images, that fail as is planted; `noise` of them the other
/// way round.
std::vector<Observation> trials(std::size_t count, const ModeOf& mode_of, double noise = 0,
                                std::uint64_t seed = 1) {
  const Domain domain = mixed_domain();
  Stream random({seed, "", "clusters", 0});
  std::vector<Observation> all;
  for (std::size_t i = 0; i < count; ++i) {
    Observation one{random_point(domain, random), FailureMode::none, i % 20};
    one.mode = mode_of(one.point);
    if (random.uniform() < noise) {
      one.mode = one.mode == FailureMode::none ? FailureMode::missed : FailureMode::none;
    }
    all.push_back(one);
  }
  return all;
}

/// All values are in the order of the axes: gamma, quality, hflip, rotate, bits, brightness, ...
FailureMode dark_and_coarse(const DomainPoint& point) {
  return real(point[0]) < 0.7 && whole(point[1]) < 40 ? FailureMode::missed : FailureMode::none;
}

TEST(RoundestBetween, HasFewDigits) {
  EXPECT_EQ(roundest_between(0.62, 0.81), 0.7);
  EXPECT_EQ(roundest_between(38, 43), 40);
  EXPECT_EQ(roundest_between(0.7312, 0.7398), 0.735);
  EXPECT_EQ(roundest_between(-3, 2), 0);
  EXPECT_EQ(roundest_between(-43, -38), -40);
  EXPECT_EQ(roundest_between(39, 40), 40);
  EXPECT_EQ(roundest_between(0, 0.0071), 0.005);
  EXPECT_EQ(roundest_between(1234567.25, 1234567.5), 1234567.5);
}

TEST(Rules, AreSaidAsAPersonWould) {
  const Domain domain = mixed_domain();
  const Rule rule{{0, 0.5, 0.7, {}}, {1, {}, 40, {}}, {2, {}, {}, {true}}, {3, -5, {}, {}}};
  EXPECT_EQ(text_of(rule, domain),
            "0.5 < exposure.gamma < 0.7 and jpeg.quality < 40 and flip.hflip = true and "
            "turn.affine_rotate > -5");
  EXPECT_EQ(text_of(Rule{{2, {}, {}, {false, true}}}, domain), "flip.hflip in {false, true}");
  EXPECT_EQ(text_of(Rule{}, domain), "anywhere");
}

TEST(Clusters, AreNamedByThePlantedRule) {
  const Domain domain = mixed_domain();
  const auto observations = trials(1500, dark_and_coarse);
  const Clusters found = cluster_failures(domain, observations);

  ASSERT_THAT(found.clusters, SizeIs(1));
  const Cluster& cluster = found.clusters[0];
  EXPECT_EQ(cluster.mode, FailureMode::missed);
  EXPECT_EQ(cluster.text, "exposure.gamma < 0.7 and jpeg.quality < 40");
  EXPECT_EQ(cluster.precision, 1);
  EXPECT_EQ(cluster.recall, 1);
  EXPECT_EQ(cluster.trials, cluster.failures);
  EXPECT_EQ(cluster.images, 20U);
  EXPECT_THAT(found.rest, IsEmpty());
}

TEST(Clusters, AreRepresentedByTheirWeakestFailuresOfDifferentImages) {
  const Domain domain = mixed_domain();
  const auto severity = [&](const Observation& one) {
    double sum = 0;
    for (std::size_t i = 0; i < one.point.size(); ++i) {
      sum += strength_of(domain.axes()[i], one.point[i]);
    }
    return sum;
  };
  const auto observations = trials(1500, dark_and_coarse);
  const auto chosen = cluster_failures(domain, observations).clusters.at(0).representatives;

  ASSERT_THAT(chosen, SizeIs(3));
  for (const Observation& one : observations) {
    if (one.mode != FailureMode::none) {
      EXPECT_GE(severity(one), severity(observations[chosen[0]]));
    }
  }
  EXPECT_LE(severity(observations[chosen[0]]), severity(observations[chosen[1]]));
  EXPECT_NE(observations[chosen[0]].image, observations[chosen[1]].image);
  EXPECT_NE(observations[chosen[1]].image, observations[chosen[2]].image);
}

/// The planted axes alone are in the rule, whatever the noise.
TEST(Clusters, LeaveOutWhatDoesNotHelp) {
  const Domain domain = mixed_domain();
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Clusters found = cluster_failures(domain, trials(1000, dark_and_coarse, 0.03, seed));
    ASSERT_FALSE(found.clusters.empty());
    const Rule& rule = found.clusters[0].rule;
    ASSERT_THAT(rule, SizeIs(2)) << found.clusters[0].text;
    EXPECT_EQ(rule[0].axis, 0U);
    EXPECT_NEAR(rule[0].below.value_or(0), 0.7, 0.05);
    EXPECT_FALSE(rule[0].above.has_value());
    EXPECT_EQ(rule[1].axis, 1U);
    EXPECT_NEAR(rule[1].below.value_or(0), 40, 4);
    EXPECT_GT(found.clusters[0].precision, 0.9);
  }
}

TEST(Clusters, AreNamedByThePlantedRuleWhereASearchHasCrowdedThem) {
  const Domain domain = mixed_domain();
  Stream random({9, "", "crowded", 0});
  std::vector<Observation> crowded;
  std::vector<std::size_t> failing;
  while (crowded.size() < 1500) {
    DomainPoint point = random_point(domain, random);
    if (!failing.empty() && random.uniform() < 0.8) {
      // Near an earlier failure: two axes of its point are others.
      const DomainPoint drawn = std::exchange(point, crowded[failing.back()].point);
      for (int i = 0; i < 2; ++i) {
        const auto axis = static_cast<std::size_t>(random.between(0, 7));
        point[axis] = drawn[axis];
      }
    }
    crowded.push_back({point, dark_and_coarse(point), crowded.size() % 20});
    if (crowded.back().mode != FailureMode::none) failing.push_back(crowded.size() - 1);
  }
  const Clusters found = cluster_failures(domain, crowded);
  ASSERT_THAT(found.clusters, SizeIs(1));
  EXPECT_EQ(found.clusters[0].text, "exposure.gamma < 0.7 and jpeg.quality < 40");
}

TEST(Clusters, KeepSeveralCausesAndModesApart) {
  const Domain domain = mixed_domain();
  const auto observations = trials(3000, [](const DomainPoint& point) {
    if (real(point[0]) < 0.7 && whole(point[1]) < 40) return FailureMode::missed;
    if (flag(point[2]) && real(point[3]) > 20) return FailureMode::missed;
    if (whole(point[4]) < 3) return FailureMode::wrong_class;
    return FailureMode::none;
  });
  const Clusters found = cluster_failures(domain, observations);

  std::vector<std::string> texts;
  for (const Cluster& cluster : found.clusters) texts.push_back(cluster.text);
  EXPECT_THAT(texts, testing::IsSupersetOf({"exposure.gamma < 0.7 and jpeg.quality < 40",
                                            "flip.hflip = true and turn.affine_rotate > 20"}));
  EXPECT_EQ(found.clusters.back().mode, FailureMode::wrong_class);
  EXPECT_THAT(found.clusters.back().text, testing::HasSubstr("bits.num_bits < 3"));
}

TEST(Clusters, FindRulesOfThreeConditionsAndOfRanges) {
  const Domain domain = mixed_domain();
  const auto three = cluster_failures(
      domain, trials(3000, [](const DomainPoint& point) {
        return flag(point[2]) && real(point[5]) > 0.05 && real(point[3]) < -10 ? FailureMode::missed
                                                                               : FailureMode::none;
      }));
  ASSERT_THAT(three.clusters, SizeIs(1));
  EXPECT_EQ(three.clusters[0].precision, 1);
  EXPECT_EQ(three.clusters[0].recall, 1);
  EXPECT_EQ(three.clusters[0].text,
            "flip.hflip = true and turn.affine_rotate < -10 and light.brightness > 0");

  const auto range = cluster_failures(domain, trials(1500, [](const DomainPoint& point) {
                                        return std::abs(real(point[3])) < 10 ? FailureMode::drifted
                                                                             : FailureMode::none;
                                      }));
  ASSERT_THAT(range.clusters, SizeIs(1));
  EXPECT_EQ(range.clusters[0].text, "-10 < turn.affine_rotate < 10");
}

TEST(Clusters, AreAnywhereWhereNothingTellsFailuresApart) {
  const Domain domain = mixed_domain();
  const auto all = cluster_failures(
      domain, trials(200, [](const DomainPoint&) { return FailureMode::crashed; }));
  ASSERT_THAT(all.clusters, SizeIs(1));
  EXPECT_EQ(all.clusters[0].text, "anywhere");
  EXPECT_EQ(all.clusters[0].precision, 1);

  int with_rule = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto chance = cluster_failures(
        domain, trials(
                    600, [](const DomainPoint&) { return FailureMode::none; }, 0.1, seed));
    with_rule += !chance.clusters.at(0).rule.empty();
  }
  EXPECT_LE(with_rule, 2);
}

TEST(Clusters, NeedAFewFailures) {
  const Domain domain = mixed_domain();
  auto observations = trials(100, [](const DomainPoint&) { return FailureMode::none; });
  observations[7].mode = observations[9].mode = FailureMode::faint;
  const Clusters found = cluster_failures(domain, observations);
  EXPECT_THAT(found.clusters, IsEmpty());
  EXPECT_THAT(found.rest, ElementsAre(7, 9));
  EXPECT_THAT(cluster_failures(domain, {}).clusters, IsEmpty());
}

}  // namespace
}  // namespace assay::stress
