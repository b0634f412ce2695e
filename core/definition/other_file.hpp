// SPDX-License-Identifier: Apache-2.0
// YAML files that a definition refers to: a domain's, and the assay.yaml or efemarai.yaml of a
// model's repository. What is wrong with one is reported with its own name, line and caret.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/definition/variables.hpp"
#include "core/definition/yaml_tree.hpp"

namespace assay::definition {

struct OtherFile {
  explicit OtherFile(Source read) : source(std::move(read)), lines(source.text) {}

  Source source;
  LineIndex lines;
  NodePtr root;
};
using OtherFilePtr = std::shared_ptr<const OtherFile>;

/// Its source, kept alive as long as it is used.
std::shared_ptr<const Source> source_of(const OtherFilePtr& file);

class OtherFiles {
 public:
  /// Of a definition called `name` that lies in `directory` (absolute).
  OtherFiles(std::string name, std::filesystem::path directory)
      : name_(std::move(name)), directory_(std::move(directory)) {}

  /// The file at an absolute path, which is one that can be read; nullptr when its text cannot,
  /// which is reported. Each is read once. `mark`: where the definition asks for it.
  OtherFilePtr open(const std::filesystem::path& file, Mark mark, Reading& reading);

  /// Whether it is the definition itself.
  bool is_definition(const std::filesystem::path& file) const;

 private:
  std::string shown_name(const std::filesystem::path& file) const;

  std::string name_;
  std::filesystem::path directory_;
  std::map<std::filesystem::path, OtherFilePtr> files_;
};

/// Runs `body` on the file's root with a Reading of its own, whose problems go to `reading` and
/// whose expenses are paid from it.
void read_other(const OtherFile& file, Mark mark, Reading& reading,
                const std::function<void(const Node& root, Reading& inner)>& body);

}  // namespace assay::definition
