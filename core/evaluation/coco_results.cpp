// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_results.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_set>

#include "core/base/file.hpp"
#include "core/dataset/json_records.hpp"

namespace assay::evaluation {

std::vector<Detection> read_coco_results(const std::filesystem::path& file,
                                         std::span<const std::int64_t> image_ids) {
  const Source source{file.string(), read_file(file)};
  const std::unordered_set<std::int64_t> images(image_ids.begin(), image_ids.end());
  // The shortest entry there can be, so that the list never grows: memory that stays untouched is
  // free, a copy of half a million detections is not.
  constexpr std::string_view kShortest =
      R"({"image_id":1,"category_id":1,"bbox":[0,0,1,1],"score":1})";
  std::vector<Detection> detections;
  detections.reserve(source.text.size() / kShortest.size() + 1);
  dataset::Problems problems;
  const auto add = [&](std::size_t index, std::span<const dataset::JsonCell> cells) {
    const auto& box = cells[2].numbers;
    detections.push_back(
        {cells[0].integer, cells[1].integer, box[0], box[1], box[2], box[3], cells[3].numbers[0]});
    if (images.contains(cells[0].integer)) return;
    problems.add(fmt::format("entry {}: the ground truth has no image with the id {}", index,
                             cells[0].integer));
  };
  using dataset::JsonType;
  dataset::read_json_list(source,
                          {"",
                           {{"image_id", JsonType::integer},
                            {"category_id", JsonType::integer},
                            {"bbox", JsonType::box},
                            {"score", JsonType::number}},
                           add},
                          problems);
  problems.throw_if_any(
      source.name, "a list of {image_id, category_id, bbox [x,y,width,height], score} is wanted");
  return detections;
}

}  // namespace assay::evaluation
