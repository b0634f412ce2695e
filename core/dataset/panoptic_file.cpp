// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/panoptic_file.hpp"

#include <fmt/format.h>

#include "core/base/digest.hpp"
#include "core/base/file.hpp"
#include "core/dataset/coco_kinds.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/json_records.hpp"

namespace assay::dataset {
namespace {

JsonList images_into(PanopticFile& panoptic) {
  return {"images",
          {{"id", JsonType::integer},
           {"file_name", JsonType::text},
           {"width", JsonType::integer, false},
           {"height", JsonType::integer, false}},
          [&panoptic](std::size_t, std::span<const JsonCell> cells) {
            std::optional<ImageSize> size;
            if (cells[2].present && cells[3].present) {
              size = ImageSize{cells[2].integer, cells[3].integer};
            }
            panoptic.images.push_back({cells[0].integer, std::string(cells[1].text), size});
          }};
}

JsonList categories_into(PanopticFile& panoptic) {
  return {"categories",
          {{"id", JsonType::integer}, {"name", JsonType::text}, {"isthing", JsonType::flag, false}},
          [&panoptic](std::size_t, std::span<const JsonCell> cells) {
            panoptic.categories.push_back({{cells[0].integer, std::string(cells[1].text)},
                                           !cells[2].present || cells[2].integer != 0});
          }};
}

/// Where an annotation's `segments_info` is in the text.
struct SegmentsText {
  std::size_t index = 0;  // of the annotation in the file's list
  std::size_t annotation = 0;
  std::string text;
};

JsonList annotations_into(PanopticFile& panoptic, std::vector<SegmentsText>& segments) {
  return {
      "annotations",
      {{"image_id", JsonType::integer},
       {"file_name", JsonType::text},
       {"segments_info", JsonType::raw}},
      [&](std::size_t index, std::span<const JsonCell> cells) {
        segments.push_back({index, panoptic.annotations.size(), std::string(cells[2].text)});
        panoptic.annotations.push_back({index, cells[0].integer, std::string(cells[1].text), {}});
      }};
}

JsonList segments_into(std::size_t index, std::vector<PanopticSegment>& segments) {
  return {fmt::format("annotations[{}].segments_info", index),
          {{"id", JsonType::integer},
           {"category_id", JsonType::integer},
           {"area", JsonType::number, false},
           {"bbox", JsonType::box, false},
           {"iscrowd", JsonType::flag, false}},
          [&segments](std::size_t, std::span<const JsonCell> cells) {
            const auto& box = cells[3].numbers;
            segments.push_back({cells[0].integer, cells[1].integer, cells[2].numbers[0], box[0],
                                box[1], box[2], box[3], cells[4].integer != 0, cells[2].present,
                                cells[3].present});
          }};
}

}  // namespace

PanopticFile read_panoptic_file(const std::filesystem::path& file, Reading& reading) {
  PanopticFile panoptic;
  const Source source{file.string(), read_file(file)};
  panoptic.digest = sha256(source.text);
  std::vector<SegmentsText> segments;
  const JsonList lists[] = {images_into(panoptic), categories_into(panoptic),
                            annotations_into(panoptic, segments)};
  Problems problems = reading.problems();
  read_json_lists(source, lists, problems);
  if (problems.total() > 0 && panoptic.annotations.empty()) {
    if (auto fault = instances_for_panoptic(source.text)) throw FileFault(source.name, *fault);
  }
  for (SegmentsText& of : segments) {
    const Source part{fmt::format("{}: annotations[{}].segments_info", source.name, of.index),
                      std::move(of.text)};
    read_json_list(part, segments_into(of.index, panoptic.annotations[of.annotation].segments),
                   problems);
  }
  reading.settle(problems, source.name, "mend the annotations (COCO panoptic format)");
  return panoptic;
}

}  // namespace assay::dataset
