// SPDX-License-Identifier: Apache-2.0
// One line of a JSON-Lines manifest, with its members taken out by name and type. Whatever does not
// fit is thrown as a LineFault that says what is wrong, without the line.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/error.hpp"
#include "core/dataset/lint/rules.hpp"

namespace assay::dataset {

/// What is wrong with a line: an Error{dataset}.
class LineFault : public Error {
 public:
  LineFault(lint::Rule rule, std::string what)
      : Error(ErrorKind::dataset, std::move(what)), rule_(rule) {}
  lint::Rule rule() const { return rule_; }

 private:
  lint::Rule rule_;
};

/// A class by its name or its index.
using ClassLabel = std::variant<std::int64_t, std::string>;

class ManifestLine {
 public:
  /// Throws where the text is no JSON object, is nested deeper than 64, has unknown members or one
  /// twice. `targets` may be anything.
  explicit ManifestLine(const std::string& text);
  ~ManifestLine();
  ManifestLine(ManifestLine&&) noexcept;
  ManifestLine& operator=(ManifestLine&&) = delete;

  /// The path of the one image among `inputs`.
  std::string image() const;
  /// Throws where there are no targets, or where one of them is none that assay knows: a name that
  /// is misspelled would be a target that is silently missing.
  void require_known_targets() const;
  bool has(const std::string& target) const;
  /// JSON text of `targets`, "null" where there are none.
  std::string targets() const;

  /// Members of `targets`. Each throws when it is absent, unless said otherwise.
  std::string text(const std::string& target) const;
  std::vector<double> numbers(const std::string& target) const;
  /// A list of lists of numbers, each of `width` unless that is 0.
  std::vector<std::vector<double>> rows(const std::string& target, std::size_t width) const;
  /// A label alone counts as a list of one.
  std::vector<ClassLabel> classes(const std::string& target) const;
  /// `count` flags; all false when absent.
  std::vector<bool> flags(const std::string& target, std::size_t count) const;
  /// Each element as JSON text.
  std::vector<std::string> elements(const std::string& target) const;

 private:
  struct Document;
  std::unique_ptr<Document> document_;
};

}  // namespace assay::dataset
