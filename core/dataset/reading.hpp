// SPDX-License-Identifier: Apache-2.0
// What becomes of the faults that a reader finds. A run refuses a data set that has any; a linter
// wants to know all of them, and then what else is odd about what could be read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/lint/finding.hpp"
#include "core/dataset/problems.hpp"

namespace assay::dataset {

class Reading {
 public:
  /// For a run: settle() refuses.
  Reading() = default;
  /// For a linter: everything goes there, and reading goes on. It must outlive this.
  explicit Reading(lint::Findings& findings) : findings_(&findings) {}

  bool is_lenient() const { return findings_ != nullptr; }

  /// For one file's problems.
  Problems problems() const;
  /// Throws as Problems::throw_if_any() does, or hands them on.
  void settle(const Problems& problems, const std::string& file, const std::string& remedy);

  /// What a run takes without a word.
  void remark(lint::Rule rule, const std::string& file, std::string_view record,
              std::string_view what);

  /// Which record the next datapoint, or the next annotation, was read from; for linters alone.
  void note_datapoint(std::string record);
  void note_object(std::string record);
  const std::vector<std::string>& datapoints() const { return datapoints_; }
  const std::vector<std::string>& objects() const { return objects_; }

 private:
  lint::Findings* findings_ = nullptr;
  std::vector<std::string> datapoints_;
  std::vector<std::string> objects_;
};

}  // namespace assay::dataset
