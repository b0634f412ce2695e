// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/shares.hpp"

#include <algorithm>
#include <cmath>

#include "core/stress/findings/axis_side.hpp"

namespace assay::pipeline {
namespace {

constexpr double kOfSample = 0.15;
constexpr double kOfAttribution = 0.12;
constexpr double kOfBoundaries = 0.15;
constexpr double kOfReproducers = 0.15;
constexpr std::size_t kTrialsOfSide = 9;  // of one image: five strengths, and then by halves
constexpr std::size_t kFewestBlocks = 4;  // that attribution goes by

std::size_t part_of(std::size_t budget, double part) {
  return static_cast<std::size_t>(static_cast<double>(budget) * part);
}

}  // namespace

std::size_t boundary_trials(const stress::Domain& domain) {
  std::size_t sides = 0;
  for (const stress::FreeAxis& axis : domain.axes()) sides += stress::sides_of(axis).size();
  return sides == 0 ? 0 : 1 + sides * kTrialsOfSide;  // the first where axes do least
}

std::size_t budget_for_boundaries(const stress::Domain& domain, std::size_t images) {
  const std::size_t trials = boundary_trials(domain) * std::min(kFewestImages, images);
  return static_cast<std::size_t>(std::ceil(static_cast<double>(trials) / kOfBoundaries));
}

Shares plan_shares(std::size_t budget, const stress::Domain& domain, std::size_t images) {
  Shares shares;
  shares.sample = part_of(budget, kOfSample);
  const std::size_t blocks = part_of(budget, kOfAttribution) / (domain.axes().size() + 2);
  if (blocks >= kFewestBlocks) shares.attribution = part_of(budget, kOfAttribution);
  const std::size_t needed = budget_for_boundaries(domain, images);
  if (needed > 0 && budget >= needed) shares.boundaries = part_of(budget, kOfBoundaries);
  shares.reproducers = part_of(budget, kOfReproducers);
  return shares;
}

}  // namespace assay::pipeline
