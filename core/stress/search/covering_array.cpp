// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/covering_array.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kCandidates = 10;  // for each row, of which the best is taken

/// All groups of factors of one size, and for each which choices of their levels have come.
class Tally {
 public:
  Tally(const std::vector<std::size_t>& levels, std::size_t strength) : levels_(levels) {
    Combination group(strength);
    std::iota(group.begin(), group.end(), std::size_t{0});
    while (strength <= levels.size()) {
      std::size_t choices = 1;
      for (const std::size_t factor : group) choices *= levels[factor];
      groups_.push_back({group, std::vector<bool>(choices, false)});
      total_ += choices;
      if (!advance(group)) break;
    }
  }

  std::size_t total() const { return total_; }
  std::size_t covered() const { return covered_; }

  /// Of the groups whose factors are all set, `changed` among them: choices that have not come.
  std::size_t gain(const Combination& row, const std::vector<bool>& set,
                   std::size_t changed) const {
    std::size_t count = 0;
    for (const Group& group : groups_) {
      const bool has =
          std::find(group.factors.begin(), group.factors.end(), changed) != group.factors.end();
      const bool whole = std::all_of(group.factors.begin(), group.factors.end(),
                                     [&](std::size_t factor) { return set[factor]; });
      if (has && whole && !group.come[choice(group.factors, row)]) ++count;
    }
    return count;
  }

  std::size_t gain(const Combination& row) const {
    std::size_t count = 0;
    for (const Group& group : groups_) {
      if (!group.come[choice(group.factors, row)]) ++count;
    }
    return count;
  }

  void add(const Combination& row) {
    for (Group& group : groups_) {
      const std::size_t at = choice(group.factors, row);
      if (!group.come[at]) ++covered_;
      group.come[at] = true;
    }
  }

  /// One choice that has not come, at random, set into `row`.
  void seed(Stream& random, Combination& row, std::vector<bool>& set) const {
    auto skip = random.between(0, static_cast<std::int64_t>(total_ - covered_) - 1);
    for (const Group& group : groups_) {
      for (std::size_t at = 0; at < group.come.size(); ++at) {
        if (group.come[at] || skip-- > 0) continue;
        std::size_t rest = at;
        for (const std::size_t factor : group.factors) {
          row[factor] = rest % levels_[factor];
          rest /= levels_[factor];
          set[factor] = true;
        }
        return;
      }
    }
  }

 private:
  struct Group {
    Combination factors;
    std::vector<bool> come;
  };

  bool advance(Combination& group) const {
    for (std::size_t i = group.size(); i-- > 0;) {
      if (group[i] + group.size() - i >= levels_.size()) continue;
      ++group[i];
      for (std::size_t k = i + 1; k < group.size(); ++k) group[k] = group[k - 1] + 1;
      return true;
    }
    return false;
  }

  std::size_t choice(const Combination& factors, const Combination& row) const {
    std::size_t at = 0;
    for (std::size_t i = factors.size(); i-- > 0;) {
      at = at * levels_[factors[i]] + row[factors[i]];
    }
    return at;
  }

  const std::vector<std::size_t>& levels_;
  std::vector<Group> groups_;
  std::size_t total_ = 0;
  std::size_t covered_ = 0;
};

std::size_t best_level(const Tally& tally, std::size_t levels, Combination& row,
                       const std::vector<bool>& set, std::size_t factor) {
  std::size_t best = 0;
  std::size_t best_gain = 0;
  for (std::size_t level = 0; level < levels; ++level) {
    row[factor] = level;
    const std::size_t gain = tally.gain(row, set, factor);
    if (level > 0 && gain <= best_gain) continue;
    best = level;
    best_gain = gain;
  }
  return best;
}

Combination candidate(const Tally& tally, const std::vector<std::size_t>& levels, Stream& random) {
  Combination row(levels.size(), 0);
  std::vector<bool> set(levels.size(), false);
  tally.seed(random, row, set);
  std::vector<std::size_t> rest;
  for (std::size_t factor = 0; factor < levels.size(); ++factor) {
    if (!set[factor]) rest.push_back(factor);
  }
  for (std::size_t i = rest.size(); i > 1; --i) {
    const auto other =
        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(i) - 1));
    std::swap(rest[i - 1], rest[other]);
  }
  for (const std::size_t factor : rest) {
    set[factor] = true;
    row[factor] = best_level(tally, levels[factor], row, set, factor);
  }
  return row;
}

}  // namespace

std::vector<Combination> covering_array(const std::vector<std::size_t>& levels,
                                        std::size_t strength, Stream random) {
  ASSAY_CHECK(strength >= 1 && strength <= 3);
  Tally tally(levels, std::min(strength, levels.size()));
  std::vector<Combination> rows;
  while (tally.covered() < tally.total()) {
    Combination best;
    std::size_t best_gain = 0;
    for (std::size_t i = 0; i < kCandidates; ++i) {
      Combination row = candidate(tally, levels, random);
      const std::size_t gain = tally.gain(row);
      if (gain <= best_gain) continue;
      best_gain = gain;
      best = std::move(row);
    }
    tally.add(best);
    rows.push_back(std::move(best));
  }
  return rows;
}

TWayCoverage t_way_coverage(const std::vector<std::size_t>& levels, std::size_t strength,
                            const std::vector<Combination>& combinations) {
  Tally tally(levels, std::min(strength, levels.size()));
  for (const Combination& row : combinations) tally.add(row);
  return {tally.covered(), tally.total()};
}

}  // namespace assay::stress
