// SPDX-License-Identifier: Apache-2.0
// Reads a definition. Everything wrong with it is found before anything runs.
//
// Variables are replaced in values (never in keys) after the YAML was parsed, and what they bring
// is not searched for variables again:
//   $NAME, ${NAME}         of the environment; an unset one is an error
//   ${model.name}          and ${model.files.<name>.url} (an absolute path): anywhere in a model
//   ${model.runtime.device}                  "cpu" or "cuda:N", the first of several: in inputs
//   ${model.runtime.<side>.inputs.<name>}    another input's value, in inputs; no circles
//   ${datapoints}, ${datapoint.image}, ${model.runtime.load.output.<name>}
//                          Reference values: in inputs of predict, each the whole of one value
//   $$                     a plain '$'; so is a '$' that neither an identifier nor '{' follows
// An unquoted scalar gets its type (YAML 1.2 core schema) after that; a quoted one is text. An
// input that is nothing but ${...inputs...} has that input's value with its type, quoted or not.
//
// Inputs named `device` choose the entrypoint's device and are not among its inputs. A model named
// ${model.name} or $model.name (Efemarai: "the runtime of any model") is called "model".
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/definition/definition.hpp"

namespace assay::definition {

/// Value of an environment variable, nullopt when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

struct ParseOptions {
  Environment environment;     // empty: the process's own
  std::string device;          // --device: overrides every device of the file; "" for none
  bool domains_alone = false;  // the file may have no project: its domains are what is wanted
};

/// Parses text that came from `name`. Relative paths are taken from `directory`. Reads the files
/// that `classes` names. All problems of the file are reported together in one Error{definition},
/// each with place, line, caret and suggestion, in file order.
Definition parse(const std::string& name, std::string text, const std::filesystem::path& directory,
                 const ParseOptions& options = {});

/// The same from a file of at most 1 MB. Throws Error{io} when it cannot be read.
Definition parse_file(const std::filesystem::path& file, const ParseOptions& options = {});

}  // namespace assay::definition
