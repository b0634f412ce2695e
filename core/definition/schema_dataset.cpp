// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/definition/definition.hpp"
#include "core/definition/schema.hpp"

namespace assay::definition::schema {
namespace {

using Use = Key::Use;

constexpr std::int64_t kLargestLabel = 65'535;  // a pixel of a PNG has at most 16 bits
/// As the parser reads them, without their range.
constexpr const char* kWholeNumber = "^[-+]?([0-9]+|0x[0-9A-Fa-f]+|0o[0-7]+)$";

/// Keys that not every format can use, and the formats that can.
struct FormatKeys {
  DatasetFormat format;
  bool needs_annotations;
  std::vector<std::string> usable;
};

const std::vector<FormatKeys>& format_keys() {
  static const std::vector<FormatKeys> kTable = {
      {DatasetFormat::coco,
       true,
       {"annotations_url", "masks_url", "only_categories", "keypoint_sigmas"}},
      {DatasetFormat::imagenet, false, {"annotations_url", "categories", "only_categories"}},
      {DatasetFormat::voc, true, {"annotations_url", "list_url", "categories", "only_categories"}},
      {DatasetFormat::yolo,
       false,
       {"annotations_url", "list_url", "categories", "only_categories"}},
      {DatasetFormat::label_maps,
       true,
       {"annotations_url", "list_url", "categories", "only_categories", "ignore_labels",
        "image_suffix", "label_suffix"}},
      {DatasetFormat::image_pairs,
       true,
       {"annotations_url", "list_url", "image_suffix", "label_suffix"}},
      {DatasetFormat::image_regression, true, {"annotations_url", "categories"}},
      {DatasetFormat::images, false, {"list_url"}},
      {DatasetFormat::custom,
       true,
       {"annotations_url", "categories", "only_categories", "ignore_labels", "keypoint_sigmas"}},
  };
  return kTable;
}

std::vector<std::string> formats() {
  std::vector<std::string> names;
  for (const FormatKeys& row : format_keys()) names.emplace_back(name_of(row.format));
  return names;
}

std::vector<Condition> conditions() {
  static const std::vector<std::string> kSpecial = {
      "annotations_url", "list_url",     "masks_url",    "categories",      "only_categories",
      "ignore_labels",   "image_suffix", "label_suffix", "keypoint_sigmas",
  };
  std::vector<Condition> result;
  for (const FormatKeys& row : format_keys()) {
    Condition condition{"format", std::string(name_of(row.format)), {}, {}};
    if (row.needs_annotations) condition.required = {"annotations_url"};
    for (const std::string& key : kSpecial) {
      const bool usable = std::find(row.usable.begin(), row.usable.end(), key) != row.usable.end();
      if (!usable) condition.refused.push_back(key);
    }
    result.push_back(std::move(condition));
  }
  return result;
}

std::vector<Key> keys_of_files() {
  return {
      {"name", Use::required, {shape::name()}, "", "unique"},
      {"format", Use::required, {shape::choice(formats())}, "", "how the data lies on the disk"},
      {"stage",
       Use::required,
       {shape::text_like("^(train|val.*|test)$")},
       "",
       "train, validation (or anything that starts with val) or test"},
      {"data_url",
       Use::required,
       {shape::path()},
       "",
       "folder of the images; of Custom: where the manifest's paths start"},
      {"annotations_url",
       Use::optional,
       {shape::path()},
       "",
       "what the images show: a file (COCO, ImageNet, ImageRegression, Custom) or a folder (VOC, "
       "YOLO, LabelMaps, ImagePairs)"},
      {"list_url",
       Use::optional,
       {shape::path()},
       "",
       "a file of the images to take, one a line; without it all of them"},
      {"masks_url",
       Use::optional,
       {shape::path()},
       "",
       "folder of the PNG files of COCO's panoptic format"},
      {"image_suffix",
       Use::optional,
       {shape::text()},
       R"("")",
       "the end of an image's name that its label does not have"},
      {"label_suffix",
       Use::optional,
       {shape::text()},
       R"("")",
       "the end that the label's name has in its place"},
  };
}

std::vector<Key> keys_of_contents() {
  return {
      {"categories",
       Use::optional,
       {shape::path(), shape::list({shape::name()}, {1}),
        shape::map({shape::name()}, {1}, kWholeNumber)},
       "",
       "names of the categories in their order: a list, a file with one a line, or {number: name}"},
      {"only_categories",
       Use::optional,
       {shape::list({shape::name()}, {1})},
       "",
       "names of the categories that count; without it all of them"},
      {"ignore_labels",
       Use::optional,
       {shape::list({shape::integer({0, kLargestLabel})})},
       "[255]",
       "what pixels of no category say"},
      {"keypoint_sigmas",
       Use::optional,
       {shape::list({shape::number(0)}, {1})},
       "",
       "how far apart people put each keypoint, as a part of the object's size: what OKS divides "
       "by; without it COCO's"},
      {"num_datapoints", Use::optional, {shape::integer({1})}, "", "take the first so many"},
      {"exif",
       Use::optional,
       {shape::choice({"apply", "ignore"})},
       R"("apply")",
       "the orientation that a photograph states"},
      {"truncated",
       Use::optional,
       {shape::choice({"error", "warn"})},
       R"("error")",
       "a JPEG without its end is an error, or an image with grey in it"},
      {"alpha",
       Use::optional,
       {shape::choice({"drop"}), shape::list({shape::integer({0, 255})}, {3, 3})},
       R"("drop")",
       "drop it, or lay the pixels over [red, green, blue]"},
      {"max_pixels",
       Use::optional,
       {shape::integer({1, 1'000'000'000})},
       "100000000",
       "of one image; larger ones are refused before they are decoded"},
  };
}

std::vector<Key> keys() {
  std::vector<Key> all = keys_of_files();
  for (Key& key : keys_of_contents()) all.push_back(std::move(key));
  all.push_back({"credentials", Use::ignored, {shape::text()}, "", "token or user:password"});
  all.push_back({"upload", Use::ignored, {shape::boolean()}, "", "copy the data to a platform"});
  all.push_back({"mask_generation",
                 Use::ignored,
                 {shape::choice({"Simple", "Advanced"})},
                 "",
                 "make masks from boxes"});
  all.push_back(
      {"min_asset_area", Use::ignored, {shape::integer()}, "", "smaller objects are no assets"});
  return all;
}

}  // namespace

const Section& dataset() {
  static const Section kSection{"dataset", "a data set", keys(), conditions()};
  return kSection;
}

}  // namespace assay::definition::schema
