// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/clusters.hpp"

#include <algorithm>
#include <set>

#include "core/stress/findings/rule_search.hpp"

namespace assay::stress {
namespace {

/// How much a point changes altogether.
double severity_of(const Domain& domain, const DomainPoint& point) {
  double severity = 0;
  for (std::size_t i = 0; i < point.size(); ++i) {
    const FreeAxis& axis = domain.axes()[i];
    severity += axis.severity * strength_of(axis, point[i]);
  }
  return severity;
}

/// Learns the clusters of one mode.
class ModeClusters {
 public:
  ModeClusters(const Domain& domain, std::span<const Observation> observations, FailureMode mode)
      : domain_(domain), observations_(observations), mode_(mode) {
    for (const Observation& one : observations) {
      points_.push_back(one.point);
      labels_.push_back(one.mode == mode ? Label::wanted : Label::unwanted);
    }
    all_ = left();
  }

  std::size_t left() const {
    return static_cast<std::size_t>(std::count(labels_.begin(), labels_.end(), Label::wanted));
  }

  Rule next_rule(const ClusterSetting& setting) const {
    RuleSearchSetting search;
    search.tests = setting.conditions;
    search.support = setting.failures;
    return best_rule(domain_, points_, labels_, search);
  }

  /// Its failures are left no more.
  Cluster take(const Rule& rule, std::size_t representatives) {
    Cluster cluster{mode_, rule, text_of(rule, domain_), 0, 0, 0, 0, 0, {}};
    std::vector<std::size_t> failures;
    std::set<std::size_t> images;
    for (std::size_t i = 0; i < observations_.size(); ++i) {
      if (!holds(rule, points_[i])) continue;
      ++cluster.trials;
      if (observations_[i].mode != mode_) continue;
      failures.push_back(i);
      images.insert(observations_[i].image);
      labels_[i] = Label::neither;
    }
    cluster.failures = failures.size();
    cluster.images = images.size();
    cluster.precision = static_cast<double>(cluster.failures) / static_cast<double>(cluster.trials);
    cluster.recall = static_cast<double>(cluster.failures) / static_cast<double>(all_);
    cluster.representatives = weakest_of(failures, representatives);
    return cluster;
  }

  void add_rest(std::vector<std::size_t>& rest) const {
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (labels_[i] == Label::wanted) rest.push_back(i);
    }
  }

 private:
  std::vector<std::size_t> weakest_of(std::vector<std::size_t> failures, std::size_t most) const {
    std::vector<double> severity(observations_.size());
    for (const std::size_t i : failures) severity[i] = severity_of(domain_, points_[i]);
    std::stable_sort(failures.begin(), failures.end(),
                     [&](std::size_t a, std::size_t b) { return severity[a] < severity[b]; });
    // The weakest of each image come before the others.
    std::set<std::size_t> seen;
    std::vector<std::size_t> chosen;
    std::vector<std::size_t> others;
    for (const std::size_t i : failures) {
      (seen.insert(observations_[i].image).second ? chosen : others).push_back(i);
    }
    chosen.insert(chosen.end(), others.begin(), others.end());
    chosen.resize(std::min(chosen.size(), most));
    return chosen;
  }

  const Domain& domain_;
  std::span<const Observation> observations_;
  FailureMode mode_;
  std::vector<DomainPoint> points_;
  std::vector<Label> labels_;
  std::size_t all_ = 0;
};

}  // namespace

Clusters cluster_failures(const Domain& domain, std::span<const Observation> observations,
                          const ClusterSetting& setting) {
  std::set<FailureMode> modes;
  for (const Observation& one : observations) modes.insert(one.mode);
  modes.erase(FailureMode::none);

  Clusters result;
  for (const FailureMode mode : modes) {
    ModeClusters failures(domain, observations, mode);
    for (std::size_t i = 0; i < setting.clusters && failures.left() >= setting.failures; ++i) {
      const Rule rule = failures.next_rule(setting);
      if (rule.empty() && i > 0) break;
      result.clusters.push_back(failures.take(rule, setting.representatives));
    }
    failures.add_rest(result.rest);
  }
  std::sort(result.rest.begin(), result.rest.end());
  return result;
}

}  // namespace assay::stress
