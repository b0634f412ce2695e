// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/definition/fields.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

std::optional<DatasetFormat> read_format(const Fields& fields, Reading& reading) {
  static const std::vector<std::string> kFormats = [] {
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(DatasetFormat::custom); ++i) {
      names.emplace_back(name_of(static_cast<DatasetFormat>(i)));
    }
    return names;
  }();
  const Node* node = fields.require("format");
  if (node == nullptr) return std::nullopt;
  if (node->text == "tfrecord") {
    reading.problems.add(node->mark,
                         "assay does not read tfrecord; write its images as files with a COCO, "
                         "ImageNet or Custom annotation file, and name that format");
    return std::nullopt;
  }
  const auto index = fields.choice("format", kFormats);
  if (!index) return std::nullopt;
  return static_cast<DatasetFormat>(*index);
}

std::string read_stage(const Fields& fields, Reading& reading) {
  static const std::vector<std::string> kStages = {"train", "validation", "test"};
  const auto text = fields.required_text("stage");
  if (!text) return "";
  if (text->starts_with("val")) return "validation";
  if (std::find(kStages.begin(), kStages.end(), *text) == kStages.end()) {
    reading.problems.add_unknown(fields.mark("stage"),
                                 fmt::format("{} must be {}, got {}", fields.label("stage"),
                                             one_of(kStages), in_quotes(*text)),
                                 *text, kStages, "");
  }
  return *text;
}

std::filesystem::path read_path(const Fields& fields, std::string_view key,
                                const std::filesystem::path& directory, Reading& reading) {
  if (fields.find(key) == nullptr) return {};
  const auto text = fields.required_text(key);
  if (!text || !require_local(*text, fields.label(key), fields.mark(key), reading)) return {};
  return resolve(directory, *text);
}

/// COCO's annotations are often beside the images that a format ImageNet means.
void refuse_json_labels(const Fields& fields, const Dataset& dataset, Reading& reading) {
  if (dataset.annotations.extension() != ".json") return;
  reading.problems.add(
      fields.mark("annotations_url"),
      fmt::format("{} must be a CSV file for format ImageNet, with the columns file, and "
                  "class_index or wnid or both, got {}; without annotations_url the folder of an "
                  "image is its class",
                  fields.label("annotations_url"),
                  in_quotes(dataset.annotations.filename().string())));
}

/// Keys of a platform that assay does not have: checked, then left alone.
void check_platform_keys(const Fields& fields) {
  (void)fields.text("credentials");
  (void)fields.boolean("upload");
  (void)fields.choice("mask_generation", {"Simple", "Advanced"});
  (void)fields.integer("min_asset_area", {});
}

Dataset read_dataset(const Node& node, const std::filesystem::path& directory, Reading& reading) {
  const Scope scope;
  const Fields fields(node, "a data set",
                      {"name", "format", "stage", "data_url", "annotations_url", "num_datapoints",
                       "exif", "credentials", "upload", "mask_generation", "min_asset_area"},
                      reading, scope);
  Dataset dataset;
  dataset.mark = node.mark;
  dataset.name = fields.required_name("name").value_or("");
  const auto format = read_format(fields, reading);
  dataset.format = format.value_or(DatasetFormat::coco);
  dataset.stage = read_stage(fields, reading);
  (void)fields.require("data_url");
  // Folders may say the class of an ImageNet image; nothing but annotations can for COCO.
  if (format == DatasetFormat::coco) (void)fields.require("annotations_url");
  dataset.images = read_path(fields, "data_url", directory, reading);
  dataset.images_mark = fields.mark("data_url");
  dataset.annotations = read_path(fields, "annotations_url", directory, reading);
  if (fields.find("annotations_url")) dataset.annotations_mark = fields.mark("annotations_url");
  if (format == DatasetFormat::imagenet) refuse_json_labels(fields, dataset, reading);
  if (fields.choice("exif", {"apply", "ignore"}) == 1) dataset.exif = Exif::ignore;
  if (const auto count = fields.integer("num_datapoints", {.low = 1})) {
    dataset.num_datapoints = static_cast<std::size_t>(*count);
  }
  check_platform_keys(fields);
  return dataset;
}

}  // namespace

std::vector<Dataset> read_datasets(const Node& list, const std::filesystem::path& directory,
                                   Reading& reading) {
  std::vector<Dataset> datasets;
  UniqueNames names("data sets");
  for (const NodePtr& item : list.items) {
    datasets.push_back(read_dataset(*item, directory, reading));
    const Node* name = item->find("name");
    if (!datasets.back().name.empty()) names.add(datasets.back().name, name->mark, reading);
  }
  return datasets;
}

}  // namespace assay::definition
