// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/panoptic_references.hpp"

#include <fmt/format.h>

#include <set>

#include "core/dataset/file_name.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;
using Positions = std::unordered_map<std::int64_t, std::size_t>;

template <class Records, class Id>
Positions positions(const Records& records, std::string_view list, Id id_of, Problems& problems) {
  Positions result;
  if (records.empty()) problems.add(Rule::file_format, "", fmt::format("'{}' is empty", list));
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (result.emplace(id_of(records[i]), i).second) continue;
    problems.add(Rule::duplicate_id, fmt::format("{}[{}]", list, i),
                 fmt::format("the id {} is there twice", id_of(records[i])));
  }
  return result;
}

void check_segments(const PanopticAnnotation& annotation, const Positions& categories,
                    Problems& problems) {
  const std::string record = fmt::format("annotations[{}]", annotation.index);
  std::set<std::int64_t> ids;
  for (const PanopticSegment& segment : annotation.segments) {
    const std::string name = fmt::format("the segment {}", segment.id);
    if (!ids.insert(segment.id).second) {
      problems.add(Rule::duplicate_id, record, name + " is there twice");
    }
    if (segment.id < 1 || segment.id > 0xFFFFFF) {
      problems.add(Rule::segment, record, name + " is not in 1..16777215");
    }
    if (categories.contains(segment.category_id)) continue;
    problems.add(
        Rule::unknown_category, record,
        fmt::format("{} is of the category {}, which there is not", name, segment.category_id));
  }
}

/// Puts the annotation to its image.
void place(const PanopticFile& file, std::size_t i, const Positions& images,
           PanopticReferences& references, Problems& problems) {
  const PanopticAnnotation& annotation = file.annotations[i];
  const std::string record = fmt::format("annotations[{}]", annotation.index);
  const auto image = images.find(annotation.image_id);
  if (image == images.end()) {
    problems.add(Rule::unknown_image, record,
                 fmt::format("there is no image with the id {}", annotation.image_id));
  } else if (references.annotation_of_image[image->second].has_value()) {
    problems.add(Rule::duplicate_id, record,
                 fmt::format("the image {} has another annotation, too", annotation.image_id));
  } else {
    references.annotation_of_image[image->second] = i;
  }
  if (const auto fault = fault_in_file_name(annotation.file_name)) {
    problems.add(Rule::file_name, record, "file_name " + *fault);
  }
}

}  // namespace

PanopticReferences resolve(const PanopticFile& file, Problems& problems) {
  PanopticReferences references;
  const Positions images = positions(
      file.images, "images", [](const auto& image) { return image.id; }, problems);
  references.category = positions(
      file.categories, "categories", [](const auto& one) { return one.category.id; }, problems);
  for (std::size_t i = 0; i < file.images.size(); ++i) {
    if (const auto fault = fault_in_file_name(file.images[i].file_name)) {
      problems.add(Rule::file_name, fmt::format("images[{}]", i), "file_name " + *fault);
    }
  }
  references.annotation_of_image.resize(file.images.size());
  for (std::size_t i = 0; i < file.annotations.size(); ++i) {
    place(file, i, images, references, problems);
    check_segments(file.annotations[i], references.category, problems);
  }
  for (std::size_t i = 0; i < file.images.size(); ++i) {
    if (references.annotation_of_image[i]) continue;
    problems.add(Rule::missing_annotation, fmt::format("images[{}]", i),
                 "there is no annotation of it");
  }
  return references;
}

std::filesystem::path panoptic_masks_folder(const definition::Dataset& spec) {
  if (!spec.masks.empty()) return spec.masks;
  std::filesystem::path folder = spec.annotations;
  return folder.replace_extension();
}

}  // namespace assay::dataset
