// SPDX-License-Identifier: Apache-2.0
// What the failures of many trials have in common: where in the domain a model fails in which way,
// in a few rules that a person can read.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/stress/domain/domain.hpp"
#include "core/stress/findings/rule.hpp"
#include "core/stress/score/damage.hpp"

namespace assay::stress {

/// A trial.
struct Observation {
  DomainPoint point;
  FailureMode mode = FailureMode::none;  // none: it passed
  std::size_t image = 0;
};

/// Failures of one mode that one rule holds for. Parts are of the trials made: a search makes more
/// of them where it fails.
struct Cluster {
  FailureMode mode = FailureMode::none;
  Rule rule;  // empty: nothing tells these failures from other trials
  std::string text;
  std::size_t trials = 0;    // for which the rule holds
  std::size_t failures = 0;  // of these, of the mode
  std::size_t images = 0;    // different ones of the failures
  double precision = 0;      // failures / trials
  double recall = 0;         // failures / all failures of the mode
  /// Failures with the weakest transformations, of different images where there are as many.
  std::vector<std::size_t> representatives;
};

struct Clusters {
  std::vector<Cluster> clusters;  // by mode, and for each the largest part of what was left first
  std::vector<std::size_t> rest;  // failures in none of them
};

struct ClusterSetting {
  std::size_t conditions = 3;       // of a rule, at most
  std::size_t failures = 5;         // of a cluster that no other before has, at least
  std::size_t clusters = 5;         // for each mode, at most
  std::size_t representatives = 3;  // for each cluster, at most
};

/// Rules are learnt one after the other, each from what the others before have left; trials that
/// passed or failed in another way are what they are told from. Points are of the domain. Depends
/// on the order of observations in nothing but which of equal ones represent a cluster.
Clusters cluster_failures(const Domain& domain, std::span<const Observation> observations,
                          const ClusterSetting& setting = {});

}  // namespace assay::stress
