// SPDX-License-Identifier: Apache-2.0
// Many small investigations at once, each of which asks for one trial after the other: what one has
// to wait for is the others' work.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/pipeline/stress/laboratory.hpp"

namespace assay::pipeline {

/// One investigation of one image.
struct Questions {
  std::size_t datapoint = 0;
  std::function<std::optional<stress::DomainPoint>()> next;  // nullopt: it has no more
  std::function<void(const JudgedTrial& trial)> tell;        // what came of the last next()
};

/// Goes round all investigations until none has a question, or the next round would make more than
/// `most` trials altogether. Gives all trials.
std::vector<JudgedTrial> answer(const Laboratory& laboratory, std::vector<Questions>& all,
                                std::size_t most);

}  // namespace assay::pipeline
