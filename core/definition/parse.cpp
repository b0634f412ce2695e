// SPDX-License-Identifier: Apache-2.0
#include "core/definition/parse.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>

#include "core/base/file.hpp"
#include "core/definition/encoding.hpp"
#include "core/definition/fields.hpp"
#include "core/definition/implied_problem_type.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

std::optional<std::string> of_process(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

std::optional<Device> device_option(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto devices = parse_devices(text);
  if (devices) return devices->front();
  throw Error(ErrorKind::usage,
              fmt::format("--device must be cpu, gpu, cuda, cuda:N or a list of them such as "
                          "cuda:0,cuda:1, got {}",
                          in_quotes(text)));
}

void read_sections(const Fields& fields, Surroundings& around, Definition& definition,
                   Reading& reading) {
  if (const Node* project = fields.find("project")) {
    definition.project = read_project(*project, reading);
  }
  if (const Node* datasets = fields.list("datasets")) {
    definition.datasets = read_datasets(*datasets, around.directory, reading);
  }
  if (const Node* models = fields.list("models")) {
    definition.models = read_models(*models, around, reading);
  }
  if (!definition.project.states_problem_type) {
    definition.project.problem_type =
        implied_problem_type(definition).value_or(ProblemType::custom);
  }
  if (const Node* gates = fields.list("gates")) definition.gates = read_gates(*gates, reading);
  if (const Node* domains = fields.list("domains")) {
    definition.domains = read_domains(*domains, around, reading);
  }
  // Last, since they name what the others have.
  if (const Node* baselines = fields.list("baselines")) {
    definition.baselines = read_baselines(*baselines, definition, reading);
  }
  if (const Node* tests = fields.list("tests")) {
    definition.tests = read_tests(*tests, definition, reading);
  }
}

}  // namespace

Definition parse(const std::string& name, std::string text, const std::filesystem::path& directory,
                 const ParseOptions& options) {
  const auto device = device_option(options.device);
  Definition definition;
  definition.source = {name, std::move(text)};
  definition.directory =
      resolve(std::filesystem::absolute(directory.empty() ? "." : directory), "");
  check_encoding(definition.source);
  const LineIndex lines(definition.source.text);
  Problems problems(definition.source);
  const NodePtr root = read_tree(definition.source, lines, problems);
  Reading reading{definition.source, lines, problems,
                  options.environment ? options.environment : of_process};
  Surroundings around{definition.directory, device, {name, definition.directory}};
  const Scope scope;
  const Section& section = options.domains_alone ? schema::domains_alone() : schema::definition();
  read_sections(Fields(*root, section, reading, scope), around, definition, reading);
  if (!problems.empty()) throw problems.error();
  return definition;
}

Definition parse_file(const std::filesystem::path& file, const ParseOptions& options) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(file, unknown);
  if (!unknown && size > kLargestDefinition) {
    throw Error(ErrorKind::definition, fmt::format("{}: has {} bytes; a definition has at most {}",
                                                   file.string(), size, kLargestDefinition));
  }
  return parse(file.string(), read_file(file, kLargestDefinition), file.parent_path(), options);
}

}  // namespace assay::definition
