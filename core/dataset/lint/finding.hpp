// SPDX-License-Identifier: Apache-2.0
// What a linter says about a data set: plain values, counted by rule, and kept up to a limit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/lint/rules.hpp"

namespace assay::dataset::lint {

struct Finding {
  Rule rule = Rule::file_format;
  Severity severity = Severity::error;  // the rule's, or another where the task makes it so
  std::string file;                     // path
  std::string record;  // "annotations[12]", "line 3", "a.xml:7"; "" for the file as a whole
  std::string what;    // UTF-8 without control characters
};

/// Where something is: words are made only when there is a finding, since most records have none.
class Place {
 public:
  /// `record` as it is. Both must outlive the place.
  Place(const std::string& file, std::string_view record) : file_(file), text_(record) {}
  /// Element of a list: "annotations[12]".
  Place(const std::string& file, std::string_view list, std::size_t index)
      : file_(file), text_(list), index_(index) {}

  const std::string& file() const { return file_; }
  std::string record() const;

 private:
  const std::string& file_;
  std::string_view text_;
  std::optional<std::size_t> index_ = {};
};

class Findings {
 public:
  /// Keeps so many of each rule; all are counted.
  explicit Findings(std::size_t most_per_rule = 100'000) : most_(most_per_rule) {}

  void add(Rule rule, const Place& place, std::string_view what,
           std::optional<Severity> severity = {});
  /// One for which a run refuses the data set, whatever the rule says of it.
  void add_refused(Rule rule, const Place& place, std::string_view what);

  /// Drops the findings of a rule: another has turned out to explain them.
  void forget(Rule rule);

  std::size_t count(Rule rule) const { return counts_[static_cast<std::size_t>(rule)]; }
  /// What the findings of a rule do: kRefused where one of them was refused.
  std::string_view effect(Rule rule) const;
  std::size_t errors() const;
  std::size_t warnings() const { return total() - errors(); }
  std::size_t total() const;
  /// Those that are kept: by rule, and for each rule in the order of the files.
  std::vector<Finding> by_rule() const;

 private:
  std::size_t most_;
  std::array<std::vector<Finding>, kRuleCount> kept_;
  std::array<std::size_t, kRuleCount> counts_{};
  std::array<std::size_t, kRuleCount> errors_{};  // among them
  std::array<bool, kRuleCount> refused_{};
};

}  // namespace assay::dataset::lint
