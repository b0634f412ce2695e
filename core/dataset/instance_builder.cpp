// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/instance_builder.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/check.hpp"
#include "core/dataset/datapoint_id.hpp"

namespace assay::dataset {

InstanceBuilder::InstanceBuilder(const definition::Dataset& spec)
    : spec_(spec), fixed_(!spec.categories.names.empty()) {
  dataset_.name = spec.name;
  for (const std::string& name : spec.categories.names) {
    by_name_.emplace(name, dataset_.categories.size());
    dataset_.categories.push_back({static_cast<std::int64_t>(dataset_.categories.size()), name});
  }
}

void InstanceBuilder::add_image(const std::string& name, std::optional<ImageSize> size) {
  const auto number = static_cast<std::int64_t>(dataset_.datapoints.size());
  dataset_.datapoints.push_back({datapoint_id(name), number, image_path(spec_.images, name), size});
}

std::optional<std::size_t> InstanceBuilder::category(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto known = by_name_.find(name);
  if (known != by_name_.end()) return known->second;
  if (fixed_) return std::nullopt;
  const std::size_t number = dataset_.categories.size();
  by_name_.emplace(name, number);
  dataset_.categories.push_back({static_cast<std::int64_t>(number), name});
  return number;
}

Annotation& InstanceBuilder::add_object(std::size_t category, const ObjectBox& box) {
  ASSAY_CHECK(!dataset_.datapoints.empty() && category < dataset_.categories.size());
  Annotation annotation;
  annotation.id = static_cast<std::int64_t>(truth_.annotations.size()) + 1;  // COCO's 0 is a trap
  annotation.image_id = dataset_.datapoints.back().image_id;
  annotation.category_id = static_cast<std::int64_t>(category);
  annotation.x = box.x;
  annotation.y = box.y;
  annotation.width = box.width;
  annotation.height = box.height;
  annotation.area = box.area.value_or(box.width * box.height);
  annotation.is_crowd = box.is_crowd;
  annotation.is_difficult = box.is_difficult;
  truth_.annotations.push_back(annotation);
  return truth_.annotations.back();
}

void InstanceBuilder::sort_categories() {
  auto& categories = dataset_.categories;
  std::vector<std::size_t> order(categories.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return categories[a].name < categories[b].name; });
  std::vector<Category> sorted;
  std::vector<std::int64_t> new_id(categories.size());
  for (const std::size_t old : order) {
    new_id[old] = static_cast<std::int64_t>(sorted.size());
    sorted.push_back({new_id[old], categories[old].name});
  }
  categories = std::move(sorted);
  for (Annotation& annotation : truth_.annotations) {
    annotation.category_id = new_id[static_cast<std::size_t>(annotation.category_id)];
  }
}

Dataset InstanceBuilder::finish(std::string digest) {
  if (!fixed_) sort_categories();
  std::erase_if(dataset_.categories,
                [](const Category& category) { return category.name.empty(); });  // numbers unused
  dataset_.ids_are_class_indices = fixed_;
  dataset_.digest = std::move(digest);
  dataset_.truth = std::move(truth_);
  return std::move(dataset_);
}

}  // namespace assay::dataset
