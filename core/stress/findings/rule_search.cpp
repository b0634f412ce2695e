// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/rule_search.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "core/base/check.hpp"
#include "core/stress/findings/labelled_points.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kBeam = 6;
constexpr int kRounds = 3;  // in which limits are moved

class RuleSearch {
 public:
  RuleSearch(LabelledPoints points, const RuleSearchSetting& setting)
      : points_(std::move(points)), setting_(setting) {}

  Rule best() const {
    const Candidate everywhere = points_.candidate({});
    Candidate best = everywhere;
    std::vector<Candidate> beam{everywhere};
    for (std::size_t depth = 0; depth < setting_.tests; ++depth) {
      beam = narrower(beam);
      for (const Candidate& one : beam) {
        if (one.score > best.score) best = one;
      }
    }
    while (true) {
      best = refined(std::move(best));
      const auto without = needless(best);
      if (!without) return points_.rule_of(best.tests);
      best = *without;
    }
  }

 private:
  /// The best candidates with a test more.
  std::vector<Candidate> narrower(const std::vector<Candidate>& beam) const {
    std::map<std::vector<std::pair<std::size_t, Kind>>, Candidate> found;  // by what they test
    for (const Candidate& parent : beam) {
      for (std::size_t axis = 0; axis < points_.axes(); ++axis) {
        for (const Test& test : points_.tests_on(axis, parent)) {
          auto child = with(parent, test);
          if (!child) continue;
          const auto [same, is_new] = found.try_emplace(kinds_of(child->tests), *child);
          if (!is_new && child->score > same->second.score) same->second = *std::move(child);
        }
      }
    }
    std::vector<Candidate> best;
    best.reserve(found.size());
    for (auto& [kinds, one] : found) best.push_back(std::move(one));
    std::stable_sort(best.begin(), best.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    if (best.size() > kBeam) best.resize(kBeam);
    return best;
  }

  /// nullopt: it has such a test already, or this one is of no use.
  std::optional<Candidate> with(const Candidate& parent, const Test& test) const {
    if (has(parent.tests, test)) return std::nullopt;
    std::vector<Test> tests = parent.tests;
    tests.push_back(test);
    Candidate child = points_.candidate(std::move(tests));
    const bool useful = child.counts.wanted >= static_cast<double>(setting_.support) &&
                        significance_of(child.counts, parent.counts) >= setting_.significance;
    return useful ? std::optional(std::move(child)) : std::nullopt;
  }

  static bool has(const std::vector<Test>& tests, const Test& other) {
    return std::any_of(tests.begin(), tests.end(), [&](const Test& test) {
      return test.axis == other.axis && test.kind == other.kind;
    });
  }

  static std::vector<std::pair<std::size_t, Kind>> kinds_of(const std::vector<Test>& tests) {
    std::vector<std::pair<std::size_t, Kind>> kinds;
    kinds.reserve(tests.size());
    for (const Test& test : tests) kinds.emplace_back(test.axis, test.kind);
    std::sort(kinds.begin(), kinds.end());
    return kinds;
  }

  Candidate without(const Candidate& whole, std::size_t test) const {
    std::vector<Test> others = whole.tests;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(test));
    return points_.candidate(std::move(others));
  }

  /// With each limit where it is best beside the others.
  Candidate refined(Candidate whole) const {
    for (int round = 0; round < kRounds; ++round) {
      const std::vector<Test> before = whole.tests;
      for (std::size_t i = 0; i < whole.tests.size(); ++i) {
        for (const Test& test : points_.tests_on(whole.tests[i].axis, without(whole, i))) {
          if (test.kind == whole.tests[i].kind) whole.tests[i] = test;
        }
      }
      if (whole.tests == before) break;
    }
    return points_.candidate(std::move(whole.tests));
  }

  /// The best rule with a test less that is no worse, or differs no more than by chance.
  std::optional<Candidate> needless(const Candidate& whole) const {
    std::optional<Candidate> best;
    for (std::size_t i = 0; i < whole.tests.size(); ++i) {
      Candidate less = without(whole, i);
      const bool helps = whole.score > less.score &&
                         significance_of(whole.counts, less.counts) >= setting_.significance;
      if (!helps && (!best || less.score > best->score)) best = std::move(less);
    }
    return best;
  }

  LabelledPoints points_;
  RuleSearchSetting setting_;
};

}  // namespace

Rule best_rule(const Domain& domain, std::span<const DomainPoint> points,
               std::span<const Label> labels, const RuleSearchSetting& setting) {
  ASSAY_CHECK(points.size() == labels.size());
  return RuleSearch(LabelledPoints(domain, points, labels), setting).best();
}

}  // namespace assay::stress
