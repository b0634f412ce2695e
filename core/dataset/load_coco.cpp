// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_coco.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "core/base/error.hpp"
#include "core/dataset/coco_file.hpp"
#include "core/dataset/file_name.hpp"
#include "core/dataset/problems.hpp"

namespace assay::dataset {
namespace {

using Ids = std::unordered_set<std::int64_t>;

Ids check_images(const CocoFile& coco, Problems& problems) {
  Ids ids;
  for (std::size_t i = 0; i < coco.images.size(); ++i) {
    const CocoImage& image = coco.images[i];
    if (!ids.insert(image.id).second) {
      problems.add(fmt::format("images[{}]: the id {} is there twice", i, image.id));
    }
    if (const auto fault = fault_in_file_name(image.file_name)) {
      problems.add(fmt::format("images[{}]: file_name '{}' {}", i, image.file_name, *fault));
    }
  }
  return ids;
}

Ids check_categories(const CocoFile& coco, Problems& problems) {
  Ids ids;
  for (std::size_t i = 0; i < coco.categories.size(); ++i) {
    const Category& category = coco.categories[i];
    if (!ids.insert(category.id).second) {
      problems.add(fmt::format("categories[{}]: the id {} is there twice", i, category.id));
    }
    if (category.name.empty()) problems.add(fmt::format("categories[{}]: name is missing", i));
  }
  return ids;
}

void check_annotations(const CocoFile& coco, const Ids& images, const Ids& categories,
                       Problems& problems) {
  for (std::size_t i = 0; i < coco.annotations.size(); ++i) {
    const Annotation& annotation = coco.annotations[i];
    if (!images.contains(annotation.image_id)) {
      problems.add(
          fmt::format("annotations[{}]: there is no image with the id {}", i, annotation.image_id));
    }
    if (!categories.contains(annotation.category_id)) {
      problems.add(fmt::format("annotations[{}]: there is no category with the id {}", i,
                               annotation.category_id));
    }
  }
}

void check(const CocoFile& coco, const std::string& name) {
  Problems problems;
  if (coco.images.empty()) problems.add("'images' is empty");
  if (coco.categories.empty()) problems.add("'categories' is empty");
  const Ids images = check_images(coco, problems);
  const Ids categories = check_categories(coco, problems);
  check_annotations(coco, images, categories, problems);
  problems.throw_if_any(name, "mend the annotations; nothing was evaluated");
}

InstanceTruth truth_of(std::vector<Annotation> annotations,
                       const std::vector<Datapoint>& datapoints) {
  Ids kept;
  for (const Datapoint& datapoint : datapoints) kept.insert(datapoint.image_id);
  std::erase_if(annotations,
                [&](const Annotation& annotation) { return !kept.contains(annotation.image_id); });
  return {std::move(annotations)};
}

}  // namespace

Dataset load_coco(const definition::Dataset& spec, definition::ProblemType /*task*/) {
  if (spec.annotations.empty()) {
    throw Error(ErrorKind::dataset,
                fmt::format("data set '{}' has no annotations; give annotations_url: the COCO file",
                            spec.name));
  }
  CocoFile coco = read_coco_file(spec.annotations);
  check(coco, spec.annotations.string());
  Dataset dataset;
  dataset.name = spec.name;
  dataset.digest = coco.digest;
  dataset.warnings = coco_warnings(coco);
  const std::size_t count =
      std::min(coco.images.size(), spec.num_datapoints.value_or(coco.images.size()));
  for (std::size_t i = 0; i < count; ++i) {
    const CocoImage& image = coco.images[i];
    dataset.datapoints.push_back({image.file_name, image.id, spec.images / image.file_name});
  }
  dataset.categories = std::move(coco.categories);
  dataset.truth = truth_of(std::move(coco.annotations), dataset.datapoints);
  return dataset;
}

}  // namespace assay::dataset
