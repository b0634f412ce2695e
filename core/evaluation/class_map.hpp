// SPDX-License-Identifier: Apache-2.0
// Which category of the data set the model means by a class. Made before the run, so that names
// that match nothing are seen before and not as a low score after.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"

namespace assay::evaluation {

/// One class of the model.
struct ModelClass {
  std::string name;                     // from the definition, else the category's; may be ""
  std::optional<std::size_t> category;  // index into Dataset::categories; none: not in the data set
};

struct ClassMap {
  std::int64_t first_index = 0;     // what the model calls classes[0]
  std::vector<ModelClass> classes;  // in the model's order
  /// The data set lists only some of the model's classes (labels.csv without `classes`), so that a
  /// larger index is a class that it does not have, and not a mistake.
  bool open_ended = false;
  /// Of class names as models return them instead of indices; keys are fold_name()d.
  std::map<std::string, std::size_t, std::less<>> category_of_name;

  /// For the reader, before the run.
  std::vector<std::string> unmatched_classes;     // names of the model that are no category
  std::vector<std::string> unmatched_categories;  // categories that the model cannot return

  /// Whether the model may return this index at all.
  bool contains(std::int64_t index) const;
  /// The category, or nullopt when the data set does not have that class.
  std::optional<std::size_t> category_of(std::int64_t index) const;
  std::optional<std::size_t> category_of(std::string_view name) const;
  /// The class's name, else "class 7".
  std::string name_of(std::int64_t index) const;
  /// "0..79", for messages.
  std::string range() const;
};

/// Lower case (ASCII), without white space around.
std::string fold_name(std::string_view name);

/// The rules, in this order:
///   1. `classes` has names: a category is matched by name (case and white space around apart), or,
///      when categories are WordNet ids, by the id that begins the name ("n01440764 tench");
///   2. classification data with class indices of its own (labels.csv), and no name matched: index
///      `offset + class_index`;
///   3. no names, classification: index `offset +` the category's id;
///   4. no names, boxes: index `offset + i` is the i-th category by ascending id (COCO's
///   convention).
/// Throws Error{definition} when names match no category at all, and when two categories of the
/// data set bear one name that would have to be matched.
ClassMap make_class_map(const definition::Classes& classes, const dataset::Dataset& dataset);

}  // namespace assay::evaluation
