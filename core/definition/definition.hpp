// SPDX-License-Identifier: Apache-2.0
// A definition after parsing, checking and replacing variables: plain values with the places they
// came from. Paths are absolute. parse.hpp makes it; nobody else does.
#pragma once

#include <array>
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

enum class DatasetFormat {
  coco,              // instances, keypoints or panoptic: the annotation file says which
  imagenet,          // a folder for each class, a labels.csv, or a list "file index"
  voc,               // Pascal VOC: an XML file for each image
  yolo,              // a text file for each image: boxes or outlines
  label_maps,        // for each image an image of the class of each pixel (Cityscapes, VOC)
  image_pairs,       // for each image the image that a model should return
  image_regression,  // a CSV file with numbers for each image
  images,            // a folder of images without targets
  custom,            // a JSON-Lines manifest of inputs and targets
};
/// "COCO", ... as the definition spells it.
std::string_view name_of(DatasetFormat format);

enum class Exif { apply, ignore };
/// What a JPEG whose end is missing is.
enum class Truncated {
  error,  // unreadable
  warn,   // an image with grey where there was nothing; said in the journal
};

/// Names of a data set whose own files have numbers only, in their order.
struct CategoryNames {
  std::vector<std::string> names;  // may be empty
  Mark mark;                       // {0, 0} when not stated
};

struct Dataset {
  std::string name;
  DatasetFormat format = DatasetFormat::coco;
  std::string stage;
  std::filesystem::path images;       // data_url
  std::filesystem::path annotations;  // annotations_url; empty when not stated
  std::filesystem::path list;         // list_url: a file of the images to take, one a line
  std::filesystem::path masks;        // masks_url: folder of the PNGs of a panoptic file
  CategoryNames categories;
  std::vector<std::string> only_categories;  // empty: all
  Mark only_categories_mark;
  std::vector<std::int64_t> ignored_labels = {255};  // pixels of no class (label_maps)
  std::string image_suffix;                          // "_leftImg8bit": what a label or target
  std::string label_suffix;                          // "_gtFine_labelTrainIds" has in its place
  Exif exif = Exif::apply;
  Truncated truncated = Truncated::error;
  /// RGB that pixels with alpha are laid over; nullopt: alpha is dropped.
  std::optional<std::array<std::uint8_t, 3>> background;
  std::int64_t max_pixels = 100'000'000;  // of one image
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
