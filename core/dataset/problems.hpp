// SPDX-License-Identifier: Apache-2.0
// What is wrong with a file, all of it in one error: people mend a data set once, not line by line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay::dataset {

/// Keeps the first 20 and counts the rest.
class Problems {
 public:
  /// Control characters in it (it may quote the file) become '?'.
  void add(std::string_view problem);
  std::size_t total() const { return total_; }

  /// An Error{dataset} "<name>: <what the one problem is>", or "<name> has 37 problems:" with a
  /// line for each of the first; `remedy` ends it. Nothing where there is no problem.
  void throw_if_any(const std::string& name, const std::string& remedy) const;

 private:
  std::size_t total_ = 0;
  std::vector<std::string> first_;
};

}  // namespace assay::dataset
