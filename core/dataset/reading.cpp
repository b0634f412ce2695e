// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/reading.hpp"

namespace assay::dataset {

Problems Reading::problems() const {
  constexpr std::size_t kForLinter = 1'000'000;
  return Problems(is_lenient() ? kForLinter : Problems::kShown);
}

void Reading::settle(const Problems& problems, const std::string& file, const std::string& remedy) {
  if (findings_ == nullptr) return problems.throw_if_any(file, remedy);
  for (const Problem& problem : problems.kept()) {
    findings_->add_refused(problem.rule, {file, problem.record}, problem.what);
  }
}

void Reading::remark(lint::Rule rule, const std::string& file, std::string_view record,
                     std::string_view what) {
  if (findings_ != nullptr) findings_->add(rule, {file, record}, what);
}

void Reading::note_datapoint(std::string record) {
  if (is_lenient()) datapoints_.push_back(std::move(record));
}

void Reading::note_object(std::string record) {
  if (is_lenient()) objects_.push_back(std::move(record));
}

}  // namespace assay::dataset
