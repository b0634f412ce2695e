// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

/// A point of a domain with what its randomness is keyed by, beside the datapoint, and the data set
/// whose rules the image is read by. Nothing is owned.
struct Replay {
  const std::string& dataset;
  const stress::Domain& domain;
  const stress::DomainPoint& point;
  std::uint64_t seed = 0;
  std::uint32_t draw = 0;
};

/// The command line that makes the image again, as a shell takes it, where the definition is.
std::string replay_command(const definition::Definition& definition,
                           const dataset::Datapoint& datapoint, const Replay& replay,
                           const std::string& output);

}  // namespace assay::pipeline
