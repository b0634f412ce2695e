// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/coco_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "core/base/digest.hpp"
#include "core/base/file.hpp"
#include "core/dataset/json_records.hpp"

namespace assay::dataset {
namespace {

JsonList images_into(CocoFile& coco) {
  return {"images",
          {{"id", JsonType::integer}, {"file_name", JsonType::text, false}},
          [&coco](std::size_t, std::span<const JsonCell> cells) {
            coco.images.push_back({cells[0].integer, std::string(cells[1].text)});
          }};
}

JsonList categories_into(CocoFile& coco) {
  return {"categories",
          {{"id", JsonType::integer}, {"name", JsonType::text, false}},
          [&coco](std::size_t, std::span<const JsonCell> cells) {
            coco.categories.push_back({cells[0].integer, std::string(cells[1].text)});
          }};
}

JsonList annotations_into(CocoFile& coco) {
  return {"annotations",
          {{"id", JsonType::integer},
           {"image_id", JsonType::integer},
           {"category_id", JsonType::integer},
           {"bbox", JsonType::box},
           {"area", JsonType::number},
           {"iscrowd", JsonType::flag, false}},
          [&coco](std::size_t, std::span<const JsonCell> cells) {
            const auto& box = cells[3].numbers;
            coco.annotations.push_back({cells[0].integer, cells[1].integer, cells[2].integer,
                                        box[0], box[1], box[2], box[3], cells[4].numbers[0],
                                        cells[5].integer != 0});
          }};
}

/// How many of the ids were there before, and the first such.
struct Repeats {
  std::size_t count = 0;
  std::optional<std::int64_t> first;
};

template <class Records>
Repeats repeated_ids(const Records& records) {
  Repeats repeats;
  std::unordered_set<std::int64_t> seen;
  seen.reserve(records.size());
  for (const auto& record : records) {
    if (seen.insert(record.id).second) continue;
    if (repeats.count++ == 0) repeats.first = record.id;
  }
  return repeats;
}

void warn_of_repeats(const Repeats& repeats, std::string_view what, std::string_view effect,
                     std::vector<std::string>& warnings) {
  if (repeats.count == 0) return;
  warnings.push_back(fmt::format("{} {} an id that another one has, e.g. {}: {}", repeats.count,
                                 what, *repeats.first, effect));
}

void warn_of_zero(const CocoFile& coco, std::vector<std::string>& warnings) {
  const auto count = std::count_if(coco.annotations.begin(), coco.annotations.end(),
                                   [](const Annotation& a) { return a.id == 0; });
  if (count == 0) return;
  warnings.push_back(fmt::format(
      "{} annotations have the id 0: COCO evaluation counts what finds such an object as "
      "a false positive, which lowers AP and AR; number the annotations from 1",
      count));
}

void warn_of_strays(const CocoFile& coco, std::vector<std::string>& warnings) {
  std::unordered_set<std::int64_t> images;
  std::unordered_set<std::int64_t> categories;
  for (const CocoImage& image : coco.images) images.insert(image.id);
  for (const Category& category : coco.categories) categories.insert(category.id);
  const auto count = std::count_if(coco.annotations.begin(), coco.annotations.end(),
                                   [&](const Annotation& annotation) {
                                     return !images.contains(annotation.image_id) ||
                                            !categories.contains(annotation.category_id);
                                   });
  if (count == 0) return;
  warnings.push_back(fmt::format(
      "{} annotations belong to no image or category of the file and are left out", count));
}

}  // namespace

CocoFile read_coco_file(const std::filesystem::path& file) {
  CocoFile coco;
  const Source source{file.string(), read_file(file)};
  coco.digest = sha256(source.text);
  const JsonList lists[] = {images_into(coco), categories_into(coco), annotations_into(coco)};
  Problems problems;
  read_json_lists(source, lists, problems);
  problems.throw_if_any(source.name, "mend the annotations (COCO object detection format)");
  return coco;
}

std::vector<std::string> coco_warnings(const CocoFile& coco) {
  std::vector<std::string> warnings;
  warn_of_zero(coco, warnings);
  warn_of_repeats(repeated_ids(coco.annotations), "annotations have",
                  "COCO evaluation reads the last one of them in place of each", warnings);
  warn_of_repeats(repeated_ids(coco.images), "entries of 'images' have",
                  "they are taken for one image", warnings);
  warn_of_repeats(repeated_ids(coco.categories), "entries of 'categories' have",
                  "they are taken for one category, or counted twice when categories are one",
                  warnings);
  warn_of_strays(coco, warnings);
  return warnings;
}

}  // namespace assay::dataset
