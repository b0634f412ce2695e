// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/problems.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/source.hpp"

namespace assay::dataset {

void Problems::add(std::string_view problem) {
  constexpr std::size_t kShown = 20;
  if (++total_ <= kShown) first_.push_back(printable(problem));
}

void Problems::throw_if_any(const std::string& name, const std::string& remedy) const {
  if (total_ == 0) return;
  if (total_ == 1) {
    throw Error(ErrorKind::dataset, fmt::format("{}: {}; {}", name, first_.front(), remedy));
  }
  std::string text = fmt::format("{} has {} problems:", name, total_);
  for (const std::string& problem : first_) text += "\n  " + problem;
  if (total_ > first_.size()) text += fmt::format("\n  ... and {} more", total_ - first_.size());
  throw Error(ErrorKind::dataset, text + "\n" + remedy);
}

}  // namespace assay::dataset
