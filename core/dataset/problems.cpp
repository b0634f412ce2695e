// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/source.hpp"

namespace assay::dataset {
namespace {

std::string line_of(const Problem& problem) {
  return printable(problem.record.empty() ? problem.what
                                          : fmt::format("{}: {}", problem.record, problem.what));
}

}  // namespace

void Problems::add(lint::Rule rule, std::string_view record, std::string_view what) {
  ++total_;
  if (kept_.size() < most_kept_) kept_.push_back({rule, std::string(record), std::string(what)});
}

void Problems::throw_if_any(const std::string& name, const std::string& remedy) const {
  if (total_ == 0) return;
  if (total_ == 1) {
    throw Error(ErrorKind::dataset,
                fmt::format("{}: {}; {}", name, line_of(kept_.front()), remedy));
  }
  std::string text = fmt::format("{} has {} problems:", name, total_);
  const std::size_t shown = std::min(kept_.size(), kShown);
  for (std::size_t i = 0; i < shown; ++i) text += "\n  " + line_of(kept_[i]);
  if (total_ > shown) text += fmt::format("\n  ... and {} more", total_ - shown);
  throw Error(ErrorKind::dataset, text + "\n" + remedy);
}

}  // namespace assay::dataset
