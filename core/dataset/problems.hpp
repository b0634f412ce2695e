// SPDX-License-Identifier: Apache-2.0
// What is wrong with a file, all of it in one error: people mend a data set once, not line by line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/lint/rules.hpp"

namespace assay::dataset {

struct Problem {
  lint::Rule rule = lint::Rule::record_form;
  std::string record;  // "annotations[12]", "line 3", "a.xml:7"; "" where it is the whole file
  std::string what;
};

/// Counts all problems of a file and keeps the first.
class Problems {
 public:
  static constexpr std::size_t kShown = 20;

  explicit Problems(std::size_t most_kept = kShown) : most_kept_(most_kept) {}

  void add(lint::Rule rule, std::string_view record, std::string_view what);
  /// One that nobody sorts.
  void add(std::string_view what) { add(lint::Rule::record_form, "", what); }
  std::size_t total() const { return total_; }
  const std::vector<Problem>& kept() const { return kept_; }

  /// An Error{dataset} "<name>: <what the one problem is>", or "<name> has 37 problems:" with a
  /// line for each of the first 20; `remedy` ends it. Control characters (a problem may quote the
  /// file) become '?'. Nothing where there is no problem.
  void throw_if_any(const std::string& name, const std::string& remedy) const;

 private:
  std::size_t most_kept_;
  std::size_t total_ = 0;
  std::vector<Problem> kept_;
};

}  // namespace assay::dataset
