// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/coco_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_set>

#include "core/base/digest.hpp"
#include "core/base/file.hpp"
#include "core/dataset/coco_kinds.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/json_records.hpp"
#include "core/dataset/segmentation.hpp"

namespace assay::dataset {
namespace {

/// Of an image whose third and fourth cell are width and height.
std::optional<ImageSize> size_of(std::span<const JsonCell> cells) {
  if (!cells[2].present || !cells[3].present) return std::nullopt;
  return ImageSize{cells[2].integer, cells[3].integer};
}

JsonList images_into(CocoFile& coco) {
  return {"images",
          {{"id", JsonType::integer},
           {"file_name", JsonType::text, false},
           {"width", JsonType::integer, false},
           {"height", JsonType::integer, false}},
          [&coco](std::size_t, std::span<const JsonCell> cells) {
            coco.images.push_back({cells[0].integer, std::string(cells[1].text), size_of(cells)});
          }};
}

/// Of a list of texts; none where it is anything else.
std::vector<std::string> names_in(const JsonCell& cell) {
  if (!cell.present) return {};
  const auto list = nlohmann::json::parse(cell.text, nullptr, false);
  const bool texts = list.is_array() && std::all_of(list.begin(), list.end(), [](const auto& name) {
                       return name.is_string();
                     });
  return texts ? list.get<std::vector<std::string>>() : std::vector<std::string>();
}

JsonList categories_into(CocoFile& coco, const CocoParts& parts) {
  JsonList list{"categories", {{"id", JsonType::integer}, {"name", JsonType::text, false}}, {}};
  if (parts.keypoints) {
    list.columns.push_back({"keypoints", JsonType::raw, false});
    list.columns.push_back({"skeleton", JsonType::raw, false});
  }
  list.sink = [&coco, parts](std::size_t, std::span<const JsonCell> cells) {
    coco.categories.push_back({cells[0].integer, std::string(cells[1].text)});
    if (!parts.keypoints) return;
    coco.categories.back().keypoints = names_in(cells[2]);
    coco.categories.back().skeleton = cells[3].text;
  };
  return list;
}

/// Where the annotations' longer members are in the file's text: they are read after the records,
/// when the parser's index of the whole file is no longer in memory.
struct LongMember {
  std::size_t index = 0;  // of the record in the file's list
  std::size_t annotation = 0;
  std::size_t begin = 0;
  std::size_t size = 0;
};
struct LongMembers {
  std::vector<LongMember> segmentations;
  std::vector<LongMember> keypoints;
};

JsonList annotations_into(CocoFile& coco, LongMembers& members, const CocoParts& parts) {
  JsonList list{"annotations",
                {{"id", JsonType::integer},
                 {"image_id", JsonType::integer},
                 {"category_id", JsonType::integer},
                 {"bbox", JsonType::box},
                 {"area", JsonType::number},
                 {"iscrowd", JsonType::flag, false}},
                {}};
  const std::size_t first_long = list.columns.size();
  if (parts.shapes) list.columns.push_back({"segmentation", JsonType::raw, !parts.optional});
  if (parts.keypoints) {
    list.columns.push_back({"keypoints", JsonType::raw, !parts.optional});
    list.columns.push_back({"num_keypoints", JsonType::integer, !parts.optional});
  }
  list.sink = [&coco, &members, parts, first_long](std::size_t index,
                                                   std::span<const JsonCell> cells) {
    const auto& box = cells[3].numbers;
    auto& annotations = coco.truth.annotations;
    annotations.push_back({cells[0].integer, cells[1].integer, cells[2].integer, box[0], box[1],
                           box[2], box[3], cells[4].numbers[0], cells[5].integer != 0});
    const auto keep = [&](std::vector<LongMember>& into, const JsonCell& cell) {
      const bool absent = !cell.present || (parts.optional && cell.text == "[]");
      if (absent) return;
      into.push_back({index, annotations.size() - 1, cell.offset, cell.text.size()});
    };
    std::size_t next = first_long;
    if (parts.shapes) keep(members.segmentations, cells[next++]);
    if (!parts.keypoints) return;
    keep(members.keypoints, cells[next++]);
    annotations.back().labelled_keypoints =
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(cells[next].integer, 0, UINT32_MAX));
  };
  return list;
}

void read_segmentations(const Source& source, const std::vector<LongMember>& members,
                        InstanceTruth& truth, Problems& problems) {
  SegmentationReader reader(source.text);
  std::size_t commas = 0;
  for (const LongMember& member : members) {
    const std::string_view text = std::string_view(source.text).substr(member.begin, member.size);
    if (text.starts_with('[')) {
      commas += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
    }
  }
  truth.shapes.reserve(members.size(), commas);
  for (const LongMember& member : members) {
    const auto fault = reader.read_shape(member.begin, member.size, truth.shapes);
    if (fault) {
      problems.add(lint::Rule::outline_form, fmt::format("annotations[{}]", member.index),
                   "segmentation " + *fault);
      continue;
    }
    truth.annotations[member.annotation].shape =
        static_cast<std::uint32_t>(truth.shapes.size() - 1);
  }
}

void read_keypoints(const Source& source, const std::vector<LongMember>& members,
                    InstanceTruth& truth, Problems& problems) {
  SegmentationReader reader(source.text);
  for (const LongMember& member : members) {
    Annotation& annotation = truth.annotations[member.annotation];
    annotation.keypoint_begin = static_cast<std::uint32_t>(truth.keypoints.size() / 3);
    const auto fault = reader.read_keypoints(member.begin, member.size, truth.keypoints);
    annotation.keypoint_end = static_cast<std::uint32_t>(truth.keypoints.size() / 3);
    if (!fault) continue;
    problems.add(lint::Rule::keypoint_form, fmt::format("annotations[{}]", member.index),
                 "keypoints " + *fault);
  }
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
  const auto count = std::count_if(coco.truth.annotations.begin(), coco.truth.annotations.end(),
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
  const auto count = std::count_if(coco.truth.annotations.begin(), coco.truth.annotations.end(),
                                   [&](const Annotation& annotation) {
                                     return !images.contains(annotation.image_id) ||
                                            !categories.contains(annotation.category_id);
                                   });
  if (count == 0) return;
  warnings.push_back(fmt::format(
      "{} annotations belong to no image or category of the file and are left out", count));
}

}  // namespace

CocoFile read_coco_file(const std::filesystem::path& file, const CocoParts& parts) {
  CocoFile coco;
  const Source source{file.string(), read_file(file)};
  coco.digest = sha256(source.text);
  LongMembers members;
  const JsonList lists[] = {images_into(coco), categories_into(coco, parts),
                            annotations_into(coco, members, parts)};
  Problems problems;
  read_json_lists(source, lists, problems);
  if (problems.total() > 0 && coco.truth.annotations.empty()) {
    if (auto fault = panoptic_for_instances(source.text)) throw FileFault(source.name, *fault);
  }
  read_segmentations(source, members.segmentations, coco.truth, problems);
  read_keypoints(source, members.keypoints, coco.truth, problems);
  problems.throw_if_any(source.name, "mend the annotations (COCO format)");
  return coco;
}

std::vector<std::string> coco_warnings(const CocoFile& coco) {
  std::vector<std::string> warnings;
  warn_of_zero(coco, warnings);
  warn_of_repeats(repeated_ids(coco.truth.annotations), "annotations have",
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
