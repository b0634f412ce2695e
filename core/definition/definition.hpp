// SPDX-License-Identifier: Apache-2.0
// A definition after parsing, checking and replacing variables: plain values with the places they
// came from. Paths are absolute. parse.hpp makes it; nobody else does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/source.hpp"

namespace assay::definition {

enum class ProblemType {
  classification,
  object_detection,
  semantic_segmentation,
  instance_segmentation,
  image_regression,
  keypoints,
  output_image,
  custom,
};
/// "ObjectDetection", ... as the definition spells it.
std::string_view name_of(ProblemType type);

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

/// Names in the order of the model's class indices.
struct Classes {
  std::vector<std::string> names;  // from a list or a file, one name a line; may be empty
  std::int64_t offset = 0;         // what the model's index of names[0] is
  Mark mark;                       // {0, 0} when the definition has no `classes`
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
  Mark mark;
};

enum class DatasetFormat { coco, imagenet };
enum class Exif { apply, ignore };

struct Dataset {
  std::string name;
  DatasetFormat format = DatasetFormat::coco;
  std::string stage;
  std::filesystem::path images;       // data_url
  std::filesystem::path annotations;  // annotations_url; empty when not stated
  Exif exif = Exif::apply;
  std::optional<std::size_t> num_datapoints;
  Mark mark;
  Mark images_mark;       // of data_url's value
  Mark annotations_mark;  // {0, 0} when not stated
};

/// One condition on summary.json, e.g. {metric: bbox.AP50, min: 0.3}. At least one bound is set.
struct Gate {
  std::string metric;
  std::optional<double> minimum;
  std::optional<double> maximum;
  Mark mark;
};

struct Project {
  std::string name;
  std::string description;
  ProblemType problem_type = ProblemType::custom;
};

struct Definition {
  Source source;  // name as given on the command line
  std::filesystem::path directory;
  Project project;
  std::vector<Dataset> datasets;
  std::vector<Model> models;
  std::vector<Gate> gates;
};

/// An Error{definition} that points at `mark` in the definition.
Error error_in(const Definition& definition, Mark mark, const std::string& message);

}  // namespace assay::definition
