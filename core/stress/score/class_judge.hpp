// SPDX-License-Identifier: Apache-2.0
// Classification: the first answer was right and is not any more. The number of classes does not
// matter (Efemarai's score of a wrong answer is 2 / classes).
#pragma once

#include <optional>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::stress {

struct ReferenceClass {
  std::size_t category = 0;                       // index into Dataset::categories
  std::optional<predict::Prediction> prediction;  // of the image itself; none: no answer
};

class ClassJudge final : public Judge {
 public:
  ClassJudge(const std::vector<ReferenceClass>& images, evaluation::ClassMap classes);

  /// score: 1 where the first answer was right and is not. guide: half of what the true class'
  /// lead over the next has lost.
  Damage damage(const Answer& answer) const override;
  bool can_lose(std::size_t datapoint) const override {
    return before_.at(datapoint) && before_[datapoint]->first;
  }

 private:
  struct Standing {
    bool first = false;  // the true class
    double lead = 0;     // its score less the largest other one, -1 to 1
  };
  Standing standing(const predict::Prediction& prediction, std::size_t category) const;

  evaluation::ClassMap classes_;
  std::vector<std::size_t> categories_;
  std::vector<std::optional<Standing>> before_;
};

}  // namespace assay::stress
