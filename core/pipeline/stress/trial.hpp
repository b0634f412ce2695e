// SPDX-License-Identifier: Apache-2.0
// One prediction of a stress test: an image, and what is done to it before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/dataset/dataset.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

struct Trial {
  std::size_t datapoint = 0;                 // index in the data set
  std::optional<stress::DomainPoint> point;  // none: the image itself
  std::uint32_t draw = 0;                    // which of several at the same point
};

/// What the journal calls it: equal trials have equal names. "x.jpg", "x.jpg a.gamma=0.7 #2".
std::string name_of(const Trial& trial, const dataset::Dataset& dataset,
                    const stress::Domain& domain);

}  // namespace assay::pipeline
