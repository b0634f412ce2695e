// SPDX-License-Identifier: Apache-2.0
// One function for each part of a definition. What is wrong goes to reading.problems; what they
// return is complete only when nothing does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/definition/variables.hpp"
#include "core/definition/yaml_tree.hpp"

namespace assay::definition {

Project read_project(const Node& node, Reading& reading);

/// `directory` is the definition's.
std::vector<Dataset> read_datasets(const Node& list, const std::filesystem::path& directory,
                                   Reading& reading);

std::vector<Gate> read_gates(const Node& list, Reading& reading);

struct ModelOptions {
  std::filesystem::path directory;  // the definition's
  std::optional<Device> device;     // --device
};
std::vector<Model> read_models(const Node& list, const ModelOptions& options, Reading& reading);

/// A path to a file of names, a list of names, or {names: either, offset: n}. `repository` is empty
/// when it cannot be looked into.
Classes read_classes(const Node& node, const std::filesystem::path& repository, const Scope& scope,
                     Reading& reading);

/// `scope` has the model's name and files, and gets its device.
Runtime read_runtime(const Node& node, std::optional<Device> device, Scope& scope,
                     Reading& reading);

enum class Side { load, predict };

struct RawInput {
  std::string name;
  Mark mark;  // of the name
  const Node* value;
};

/// An entrypoint whose inputs still have variables in them.
struct RawEntrypoint {
  Entrypoint entrypoint;         // without inputs
  std::vector<RawInput> inputs;  // names unique
  const Node* device = nullptr;  // the entrypoint's own
  std::vector<std::string> output_keys;
  Mark output_mark;
};
RawEntrypoint read_entrypoint(const Node& node, Side side, const Scope& scope, Reading& reading);

/// Gives both entrypoints their inputs, with every variable replaced.
void bind_inputs(RawEntrypoint& load, RawEntrypoint& predict, const Scope& scope, Reading& reading);

/// An absolute path from a local one, seen from `base`.
std::filesystem::path resolve(const std::filesystem::path& base, const std::string& text);

/// Reports a url, since only local files are read. True when `text` is a path.
bool require_local(const std::string& text, const std::string& label, Mark mark, Reading& reading);

}  // namespace assay::definition
