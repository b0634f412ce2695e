// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_cells.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "core/base/check.hpp"

namespace assay::evaluation {
namespace {

using Ids = std::vector<std::int64_t>;

/// Something of the input with the cell it belongs to.
struct Placed {
  std::uint32_t category;
  std::uint32_t image;
  std::uint32_t index;
};

Ids sorted(std::span<const std::int64_t> ids) {
  Ids result(ids.begin(), ids.end());
  std::sort(result.begin(), result.end());
  return result;
}

Ids sorted_once(std::span<const std::int64_t> ids) {
  Ids result = sorted(ids);
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

/// Positions of ids in a sorted list. Neighbours in a file mostly have the same image.
class Positions {
 public:
  explicit Positions(const Ids& ids) : ids_(ids) {}

  /// [first, last) of the equal ones.
  std::pair<std::uint32_t, std::uint32_t> find(std::int64_t id) {
    if (!known_ || id != last_id_) {
      const auto [first, last] = std::equal_range(ids_.begin(), ids_.end(), id);
      last_ = {static_cast<std::uint32_t>(first - ids_.begin()),
               static_cast<std::uint32_t>(last - ids_.begin())};
      last_id_ = id;
      known_ = true;
    }
    return last_;
  }

 private:
  const Ids& ids_;
  bool known_ = false;
  std::int64_t last_id_ = 0;
  std::pair<std::uint32_t, std::uint32_t> last_;
};

/// Stable, so that passes over minor keys first sort by several keys.
template <class Key>
void counting_sort(std::vector<Placed>& items, std::size_t keys, Key key) {
  std::vector<std::size_t> next(keys + 1, 0);
  for (const Placed& item : items) ++next[key(item) + 1];
  for (std::size_t k = 1; k <= keys; ++k) next[k] += next[k - 1];
  std::vector<Placed> result(items.size());
  for (const Placed& item : items) result[next[key(item)]++] = item;
  items = std::move(result);
}

class Placer {
 public:
  Placer(const Ids& images, const Ids& categories, bool use_categories)
      : images_(images), categories_(categories), use_categories_(use_categories) {}

  /// A category that is listed twice has each of its boxes twice, which happens (as in pycocotools)
  /// only where categories are one; else `categories` has each once.
  void place(std::int64_t image_id, std::int64_t category_id, std::size_t index) {
    const auto [image, image_end] = image_at_.find(image_id);
    if (image == image_end) return;
    const auto [first, last] = category_at_.find(category_id);
    for (std::uint32_t category = first; category < last; ++category) {
      items_.push_back({category, image, static_cast<std::uint32_t>(index)});
    }
  }

  /// By category and image, or by image alone with categories ascending within it.
  std::vector<Placed> finish() {
    const auto by_category = [](const Placed& item) { return item.category; };
    const auto by_image = [](const Placed& item) { return item.image; };
    if (use_categories_) {
      counting_sort(items_, images_.size(), by_image);
      counting_sort(items_, categories_.size(), by_category);
    } else {
      counting_sort(items_, categories_.size(), by_category);
      counting_sort(items_, images_.size(), by_image);
      for (Placed& item : items_) item.category = 0;
    }
    return std::move(items_);
  }

  void reserve(std::size_t count) { items_.reserve(count); }

 private:
  const Ids& images_;
  const Ids& categories_;
  bool use_categories_;
  Positions image_at_{images_};
  Positions category_at_{categories_};
  std::vector<Placed> items_;
};

/// The annotation that pycocotools reads in place of each: the last one with the same id. Empty
/// when every id is there once.
std::vector<std::uint32_t> last_of_same_id(std::span<const dataset::Annotation> annotations) {
  Ids ids;
  for (const auto& annotation : annotations) ids.push_back(annotation.id);
  if (sorted_once(ids).size() == ids.size()) return {};
  std::unordered_map<std::int64_t, std::uint32_t> last;
  for (std::uint32_t i = 0; i < ids.size(); ++i) last[ids[i]] = i;
  std::vector<std::uint32_t> result;
  for (const std::int64_t id : ids) result.push_back(last[id]);
  return result;
}

/// The indices of annotations in pycocotools' order of reading: by image, then as in the file; each
/// replaced by its twin if it has one. What has an unknown image (or category, where that counts)
/// is not read at all, whatever its twin has.
std::vector<std::uint32_t> reading_order(const CocoInput& input, const Ids& images,
                                         const Ids& categories, bool use_categories) {
  std::vector<Placed> read;
  Positions image_at(images);
  Positions category_at(categories);
  for (std::size_t i = 0; i < input.annotations.size(); ++i) {
    const auto& annotation = input.annotations[i];
    const auto [image, image_end] = image_at.find(annotation.image_id);
    const auto [category, category_end] = category_at.find(annotation.category_id);
    if (image == image_end || (use_categories && category == category_end)) continue;
    read.push_back({0, image, static_cast<std::uint32_t>(i)});
  }
  counting_sort(read, images.size(), [](const Placed& item) { return item.image; });
  const std::vector<std::uint32_t> twins = last_of_same_id(input.annotations);
  std::vector<std::uint32_t> result;
  result.reserve(read.size());
  for (const Placed& item : read) result.push_back(twins.empty() ? item.index : twins[item.index]);
  return result;
}

std::vector<std::uint32_t> indices(const std::vector<Placed>& items) {
  std::vector<std::uint32_t> result;
  result.reserve(items.size());
  for (const Placed& item : items) result.push_back(item.index);
  return result;
}

/// Joins two sorted lists into cells.
std::vector<Cell> join(const std::vector<Placed>& annotations,
                       const std::vector<Placed>& detections) {
  const auto key = [](const std::vector<Placed>& items, std::size_t i) {
    if (i == items.size()) return std::numeric_limits<std::uint64_t>::max();
    return std::uint64_t{items[i].category} << 32 | items[i].image;
  };
  std::vector<Cell> cells;
  std::size_t a = 0;
  std::size_t d = 0;
  while (a < annotations.size() || d < detections.size()) {
    const std::uint64_t here = std::min(key(annotations, a), key(detections, d));
    Cell cell{static_cast<std::uint32_t>(here >> 32), static_cast<std::uint32_t>(here), a, a, d, d};
    while (a < annotations.size() && key(annotations, a) == here) cell.annotation_end = ++a;
    while (d < detections.size() && key(detections, d) == here) cell.detection_end = ++d;
    cells.push_back(cell);
  }
  return cells;
}

}  // namespace

Cells sort_into_cells(const CocoInput& input, bool use_categories) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  ASSAY_CHECK(input.annotations.size() < kMost && input.detections.size() < kMost);
  Cells result;
  result.image_ids = sorted_once(input.image_ids);
  const Ids categories =
      use_categories ? sorted_once(input.category_ids) : sorted(input.category_ids);
  result.category_ids = use_categories ? categories : Ids{-1};

  Placer annotations(result.image_ids, categories, use_categories);
  for (const std::uint32_t i : reading_order(input, result.image_ids, categories, use_categories)) {
    annotations.place(input.annotations[i].image_id, input.annotations[i].category_id, i);
  }
  Placer detections(result.image_ids, categories, use_categories);
  detections.reserve(input.detections.size());
  for (std::size_t i = 0; i < input.detections.size(); ++i) {
    detections.place(input.detections[i].image_id, input.detections[i].category_id, i);
  }

  const std::vector<Placed> placed_annotations = annotations.finish();
  const std::vector<Placed> placed_detections = detections.finish();
  result.annotations = indices(placed_annotations);
  result.detections = indices(placed_detections);
  result.cells = join(placed_annotations, placed_detections);
  result.category_begin.assign(result.category_ids.size() + 1, 0);
  for (const Cell& cell : result.cells) ++result.category_begin[cell.category + 1];
  for (std::size_t k = 1; k < result.category_begin.size(); ++k) {
    result.category_begin[k] += result.category_begin[k - 1];
  }
  return result;
}

}  // namespace assay::evaluation
