// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/only_categories.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/base/source.hpp"

namespace assay::dataset {
namespace {

using NewIndex = std::vector<std::optional<std::size_t>>;  // by the old one

void check_names(const std::vector<std::string>& names, const std::vector<Category>& categories) {
  std::vector<std::string> known;
  for (const Category& category : categories) known.push_back(category.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("only_categories names '{}', which is no category of the data set{}",
                            printable(name), did_you_mean(name, known)));
  }
}

NewIndex keep_categories(const std::vector<std::string>& names, std::vector<Category>& categories) {
  NewIndex index;
  std::vector<Category> kept;
  for (Category& category : categories) {
    const bool keeps = std::find(names.begin(), names.end(), category.name) != names.end();
    index.push_back(keeps ? std::optional(kept.size()) : std::nullopt);
    if (keeps) kept.push_back(std::move(category));
  }
  categories = std::move(kept);
  return index;
}

/// What it does to each kind of truth.
struct Narrow {
  const NewIndex& index;
  Dataset& dataset;

  void operator()(InstanceTruth& truth) const {
    std::unordered_set<std::int64_t> kept;
    for (const Category& category : dataset.categories) kept.insert(category.id);
    std::erase_if(truth.annotations, [&](const Annotation& annotation) {
      return !kept.contains(annotation.category_id);
    });
  }

  void operator()(ClassTruth& truth) const {
    std::vector<Datapoint> datapoints;
    std::vector<std::size_t> classes;
    for (std::size_t i = 0; i < truth.classes.size(); ++i) {
      const auto category = index[truth.classes[i]];
      if (!category) continue;
      classes.push_back(*category);
      datapoints.push_back(std::move(dataset.datapoints[i]));
    }
    truth.classes = std::move(classes);
    dataset.datapoints = std::move(datapoints);
  }

  void operator()(LabelMapTruth& truth) const {
    std::map<std::int64_t, std::size_t> classes;
    for (const auto& [label, category] : truth.classes) {
      if (index[category]) {
        classes[label] = *index[category];
      } else {
        truth.ignored.push_back(label);
      }
    }
    truth.classes = std::move(classes);
  }

  void operator()(PanopticTruth& truth) const {
    for (Segment& segment : truth.segments) {
      segment.is_crowd = segment.is_crowd || !index[segment.category];  // counts nowhere
      segment.category = index[segment.category].value_or(0);
    }
  }

  template <class Other>
  void operator()(Other&) const {}  // without categories
};

}  // namespace

NewIndex keep_only(const std::vector<std::string>& names, Dataset& dataset) {
  if (names.empty()) {
    NewIndex same;
    for (std::size_t i = 0; i < dataset.categories.size(); ++i) same.emplace_back(i);
    return same;
  }
  check_names(names, dataset.categories);
  NewIndex index = keep_categories(names, dataset.categories);
  Truth truth = std::move(dataset.truth);
  std::visit(Narrow{index, dataset}, truth);
  dataset.truth = std::move(truth);
  return index;
}

}  // namespace assay::dataset
