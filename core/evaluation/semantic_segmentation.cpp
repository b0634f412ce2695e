// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/semantic_segmentation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/evaluation/array_numbers.hpp"
#include "core/evaluation/field_reader.hpp"

namespace assay::evaluation {
namespace {

using predict::Outcome;

using Classes = std::vector<std::int64_t>;  // the model's indices, rows from the top

bool is_map_of(const std::vector<std::int64_t>& shape, predict::ImageSize image) {
  const std::size_t axes = shape.size();
  if (axes != 2 && !(axes == 3 && shape.front() == 1)) return false;
  return shape[axes - 2] == image.height && shape[axes - 1] == image.width;
}

std::variant<Classes, std::string> read_classes(const predict::Prediction& prediction,
                                                const ClassMap& map, predict::ImageSize image) {
  FieldReader reader(prediction, map);
  const predict::Array* array = reader.array("segmentation");
  if (array == nullptr) return reader.fault();
  if (!is_map_of(array->shape, image)) {
    return fmt::format("'segmentation' has the shape [{}]; [{}, {}] is wanted, as the image",
                       fmt::join(array->shape, ", "), image.height, image.width);
  }
  auto classes = integers_of(*array);
  if (!classes) {
    return fmt::format("'segmentation' has the type {}; u8 or i32 is wanted",
                       name_of(array->dtype));
  }
  reader.require_known(*classes);
  if (!reader.fault().empty()) return reader.fault();
  return *std::move(classes);
}

/// Confusions of pixels, and what follows from them.
class PixelCounts {
 public:
  explicit PixelCounts(std::size_t categories)
      : categories_(categories), counts_(categories * (categories + 1)) {}

  /// `predicted` == categories: none of them.
  void add(std::size_t truth, std::size_t predicted, std::uint64_t pixels = 1) {
    counts_[truth * (categories_ + 1) + predicted] += pixels;
  }
  const std::vector<std::uint64_t>& counts() const { return counts_; }

  std::vector<CategoryPixels> categories() const {
    std::vector<CategoryPixels> result(categories_);
    for (std::size_t truth = 0; truth < categories_; ++truth) {
      for (std::size_t predicted = 0; predicted <= categories_; ++predicted) {
        const std::uint64_t pixels = counts_[truth * (categories_ + 1) + predicted];
        result[truth].truth += pixels;
        if (predicted < categories_) result[predicted].predicted += pixels;
        if (predicted == truth) result[truth].both += pixels;
      }
    }
    return result;
  }

 private:
  std::size_t categories_;
  std::vector<std::uint64_t> counts_;
};

double ratio(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

Summary summarise_pixels(const std::vector<CategoryPixels>& categories) {
  std::uint64_t labelled = 0;
  std::uint64_t right = 0;
  for (const CategoryPixels& category : categories) {
    labelled += category.truth;
    right += category.both;
  }
  if (labelled == 0) {
    return {{"miou", std::nullopt},
            {"pixel_accuracy", std::nullopt},
            {"mean_accuracy", std::nullopt},
            {"fw_iou", std::nullopt}};
  }
  double count = 0, ious = 0, accuracies = 0, weighted = 0;
  for (const CategoryPixels& category : categories) {
    if (category.truth == 0) continue;
    count += 1;
    ious += *category.iou();
    accuracies += ratio(category.both, category.truth);
    weighted += ratio(category.truth, labelled) * *category.iou();
  }
  return {{"miou", ious / count},
          {"pixel_accuracy", ratio(right, labelled)},
          {"mean_accuracy", accuracies / count},
          {"fw_iou", weighted}};
}

/// Puts the datapoints of a run into the counts.
class Counter {
 public:
  Counter(const dataset::Dataset& dataset, const ClassMap& map)
      : dataset_(dataset), map_(map), none_(dataset.categories.size()) {}

  SegmentedDatapoint add(const Outcome& outcome, const TrueClasses& truth, PixelCounts& counts) {
    const std::string& id = dataset_.datapoints.at(outcome.index).id;
    const auto read = read_classes(*outcome.prediction(), map_, outcome.image);
    if (const auto* fault = std::get_if<std::string>(&read)) {
      throw Error(ErrorKind::plugin, fmt::format("prediction of {}: {}", id, *fault));
    }
    check_size(id, truth.size, outcome.image);
    const auto& predicted = std::get<Classes>(read);
    SegmentedDatapoint result{outcome.index, 0, 0};
    for (std::size_t i = 0; i < predicted.size(); ++i) {
      if (truth.classes[i] < 0) continue;
      const auto wanted = static_cast<std::size_t>(truth.classes[i]);
      const std::size_t found = category_of(predicted[i]);
      counts.add(wanted, found);
      ++result.labelled;
      if (wanted == found) ++result.right;
    }
    return result;
  }

  void add_failed(const TrueClasses& truth, PixelCounts& counts) const {
    for (const std::int32_t wanted : truth.classes) {
      if (wanted >= 0) counts.add(static_cast<std::size_t>(wanted), none_);
    }
  }

 private:
  static void check_size(const std::string& id, image::Size truth, predict::ImageSize image) {
    if (truth.width == image.width && truth.height == image.height) return;
    throw Error(ErrorKind::dataset,
                fmt::format("the label map of {} has {}x{} pixels, the image {}x{}; they must be "
                            "of one size",
                            id, truth.width, truth.height, image.width, image.height));
  }

  /// Neighbours mostly have the same class.
  std::size_t category_of(std::int64_t index) {
    if (index != last_index_) {
      last_category_ = map_.category_of(index).value_or(none_);
      last_index_ = index;
    }
    return last_category_;
  }

  const dataset::Dataset& dataset_;
  const ClassMap& map_;
  std::size_t none_;
  std::int64_t last_index_ = -1;  // which no class has
  std::size_t last_category_ = 0;
};

}  // namespace

std::optional<double> CategoryPixels::iou() const {
  const std::uint64_t either = truth + predicted - both;
  if (either == 0) return std::nullopt;
  return ratio(both, either);
}

std::optional<std::string> fault_in_segmentation(const predict::Prediction& prediction,
                                                 const ClassMap& map, predict::ImageSize image) {
  auto read = read_classes(prediction, map, image);
  if (auto* fault = std::get_if<std::string>(&read)) return std::move(*fault);
  return std::nullopt;
}

std::optional<std::vector<std::int32_t>> predicted_classes(const predict::Prediction& prediction,
                                                           const ClassMap& map,
                                                           predict::ImageSize image) {
  const auto read = read_classes(prediction, map, image);
  const auto* indices = std::get_if<Classes>(&read);
  if (indices == nullptr) return std::nullopt;
  std::vector<std::int32_t> classes;
  classes.reserve(indices->size());
  for (const std::int64_t index : *indices) {
    const auto category = map.category_of(index);
    classes.push_back(category ? static_cast<std::int32_t>(*category) : -1);
  }
  return classes;
}

SemanticResult evaluate_semantic(const dataset::Dataset& dataset,
                                 const predict::OutcomeStream& outcomes, const ClassMap& map,
                                 const TrueClassesOf& truth) {
  SemanticResult result;
  Counter counter(dataset, map);
  PixelCounts evaluated(dataset.categories.size());
  PixelCounts failed(dataset.categories.size());
  for (std::size_t i = 0; i < outcomes.count; ++i) {
    const Outcome outcome = outcomes.at(i);
    const TrueClasses classes = truth(outcome.index);
    const auto pixels = static_cast<std::size_t>(classes.size.width * classes.size.height);
    ASSAY_CHECK(classes.classes.size() == pixels);
    if (outcome.prediction() == nullptr) {
      counter.add_failed(classes, failed);
    } else {
      result.datapoints.push_back(counter.add(outcome, classes, evaluated));
    }
  }
  result.categories = evaluated.categories();
  result.confusion = evaluated.counts();
  result.evaluated = summarise_pixels(result.categories);
  std::vector<CategoryPixels> with_failed = failed.categories();
  for (std::size_t i = 0; i < with_failed.size(); ++i) {
    with_failed[i].truth += result.categories[i].truth;
    with_failed[i].predicted += result.categories[i].predicted;
    with_failed[i].both += result.categories[i].both;
  }
  result.failed_as_empty = summarise_pixels(with_failed);
  return result;
}

}  // namespace assay::evaluation
