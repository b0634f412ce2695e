// SPDX-License-Identifier: Apache-2.0
// One function for each part of a definition. What is wrong goes to reading.problems; what they
// return is complete only when nothing does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/definition/fields.hpp"
#include "core/definition/other_file.hpp"
#include "core/definition/variables.hpp"
#include "core/definition/yaml_tree.hpp"

namespace assay::definition {

/// Where a definition lies, and what it may refer to.
struct Surroundings {
  std::filesystem::path directory;  // the definition's, absolute
  std::optional<Device> device;     // --device
  OtherFiles files;
};

Project read_project(const Node& node, Reading& reading);

/// `directory` is the definition's.
std::vector<Dataset> read_datasets(const Node& list, const std::filesystem::path& directory,
                                   Reading& reading);

std::vector<Gate> read_gates(const Node& list, Reading& reading);

std::vector<Model> read_models(const Node& list, Surroundings& around, Reading& reading);

/// `scope` gets a variable for each. `repository` is empty when it cannot be looked into.
std::vector<ModelFile> read_files(const Node& list, const std::filesystem::path& repository,
                                  Scope& scope, Reading& reading);

/// A path to a file of names, a list of names, or a map of what schema::classes() has. `repository`
/// is empty when it cannot be looked into.
Classes read_classes(const Node& node, const std::filesystem::path& repository, const Scope& scope,
                     Reading& reading);

/// Gives a model without a runtime that of `any`, the definition's own model for any model (nullptr
/// without one), else that of its repository's assay.yaml or efemarai.yaml: of the model of its
/// name there, else of the one for any model. With it come `classes` and `files` where the model
/// has none. `scope` has the model's name and files. Reports when there is none.
void borrow_runtime(const Fields& fields, const Node* any, Model& model, Scope& scope,
                    Surroundings& around, Reading& reading);
/// Whether a model's `name` is Efemarai's spelling of "any model".
bool is_any_model(const Node& name);
/// The first model of a list that is for any model and has a runtime, or nullptr.
const Node* find_any_model(const Node& list);

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

/// The preset of whatever has `severity`; nullopt where it states none, or none that there is.
std::optional<double> read_severity(const Fields& fields, Reading& reading);

std::vector<Domain> read_domains(const Node& list, Surroundings& around, Reading& reading);

/// Baselines and tests, which name what the rest of the definition has.
std::vector<Baseline> read_baselines(const Node& list, const Definition& definition,
                                     Reading& reading);
std::vector<StressTest> read_tests(const Node& list, const Definition& definition,
                                   Reading& reading);

/// An absolute path from a local one, seen from `base`.
std::filesystem::path resolve(const std::filesystem::path& base, const std::string& text);

/// Reports a url, since only local files are read. True when `text` is a path.
bool require_local(const std::string& text, const std::string& label, Mark mark, Reading& reading);

}  // namespace assay::definition
