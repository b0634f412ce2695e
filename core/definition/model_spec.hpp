// SPDX-License-Identifier: Apache-2.0
// What a definition says about a model: its files, its classes and the functions that run it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/source.hpp"

namespace assay::definition {

/// What the value of an entrypoint's input stands for until the run.
enum class Reference {
  model,       // ${model.runtime.load.output.<name>}: what load returned
  datapoints,  // ${datapoints}
  images,      // ${datapoint.image}
};

/// An argument of an entrypoint: a YAML value with its place.
struct Argument {
  using List = std::vector<Argument>;
  struct Pair;
  using Map = std::vector<Pair>;  // in file order, keys unique
  /// `monostate` is null.
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map, Reference> value;
  Mark mark;
  bool quoted = false;  // a scalar in quotes is text, whatever it looks like
};
struct Argument::Pair {
  std::string key;
  Argument value;
  Mark mark;  // of the key
};

struct Input {
  std::string name;
  Argument value;
  Mark mark;  // of the name
};

/// module:function with its arguments.
struct Entrypoint {
  std::string module;         // "a.b.c"
  std::string function;       // "load"
  Mark mark;                  // of the entrypoint's text
  std::vector<Input> inputs;  // without `device`
  std::string output;         // output.name
};

/// What `runtime.device` and `--device` may say: "cpu", "gpu", "cuda" or "cuda:N" ("gpu" is
/// "cuda:0").
struct Device {
  enum class Kind { cpu, cuda };
  Kind kind = Kind::cpu;
  int ordinal = 0;
  bool operator==(const Device&) const = default;
};
/// "cpu" or "cuda:0".
std::string to_string(Device device);
/// One device or a list such as "cuda:0,cuda:1"; nullopt for anything else.
std::optional<std::vector<Device>> parse_devices(std::string_view text);

/// Datapoints in one call of predict, here and with --batch.
constexpr std::size_t kLargestBatch = 65'536;

struct Runtime {
  std::string image;  // container image: recorded, never started
  // --device, else an entrypoint's own `device` (both must agree), else runtime.device, else cpu.
  Device device;
  Mark device_mark;  // {0, 0} when no device is stated, or not in the file
  std::size_t max_batch_size = 1;
  std::optional<std::pair<int, int>> image_size;  // width, height: resize before predict
  Entrypoint load;
  Entrypoint predict;
  std::vector<std::string> output_keys;  // Efemarai's spellings already mapped to field names
  Mark output_mark;
};

/// How a model's classes find the data set's categories.
enum class ClassMatch {
  automatic,  // by name, else as the kind of data has it: evaluation::make_class_map() says how
  name,
  wnid,   // names begin with WordNet ids ("n01440764 tench"), which are the categories' names
  index,  // the i-th name is the i-th category, whatever either is called
};

/// One line of `classes.remap`: what the model calls a class, and the category that it means.
struct Remap {
  std::variant<std::int64_t, std::string> from;  // index (as the model returns it) or name
  std::optional<std::string> to;                 // a category's name; nullopt: no category at all
  Mark mark;
};

/// Names in the order of the model's class indices.
struct Classes {
  std::vector<std::string> names;  // from a list or a file, one name a line; may be empty
  std::int64_t offset = 0;         // what the model's index of names[0] is
  ClassMatch match = ClassMatch::automatic;
  std::vector<Remap> remap = {};  // goes before all matching
  Mark mark = {};                 // {0, 0} when the definition has no `classes`
  /// The file of these marks; nullptr: the definition itself.
  std::shared_ptr<const Source> source = nullptr;
};

struct ModelFile {
  std::string name;
  std::filesystem::path path;
  Mark mark;
};

struct Model {
  std::string name;
  std::string description;
  std::filesystem::path repository;  // root of modules and relative files
  std::vector<ModelFile> files;
  Classes classes;
  Runtime runtime;
  /// The file of the runtime's marks, where it is the repository's own assay.yaml or efemarai.yaml;
  /// nullptr: the definition itself.
  std::shared_ptr<const Source> runtime_source = nullptr;
  Mark mark;
};

}  // namespace assay::definition
