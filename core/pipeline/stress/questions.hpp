// SPDX-License-Identifier: Apache-2.0
// Many small investigations at once, each of which asks for one trial after the other: what one has
// to wait for is the others' work.
#pragma once

#include <cstdint>
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
  std::uint32_t draw = 0;                                    // of all its trials
};

struct AnswerLimits {
  std::size_t trials = 0;   // altogether, never more
  std::size_t at_once = 0;  // investigations that are begun and have not ended
};

/// Goes round the first investigations that have not ended until none has a question or the trials
/// are used up. Gives all trials.
std::vector<JudgedTrial> answer(const Laboratory& laboratory, std::vector<Questions>& all,
                                const AnswerLimits& limits);

}  // namespace assay::pipeline
