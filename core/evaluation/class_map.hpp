// SPDX-License-Identifier: Apache-2.0
// Which category of the data set the model means by a class. Made before the run, so that names
// that match nothing are seen before and not as a low score after.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"
#include "core/evaluation/class_names.hpp"

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
  CategoryNames names;  // of classes that models return by name instead of index

  /// For the reader, before the run.
  std::vector<std::string> unmatched_classes;     // names of the model that are no category
  std::vector<std::size_t> unmatched_categories;  // that the model cannot return
  std::vector<std::string> notes;                 // names that were matched by more than spelling

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

/// `classes.match` says which rule is taken; automatic tries them in this order:
///   1. name or wnid: match_names() in class_names.hpp, when at least one name matches
///   2. index: data whose categories are numbered as a model's classes are (labels.csv, lists,
///      folders, label maps): index `offset +` the category's id; else (COCO's ids have gaps):
///      index `offset + i` is the i-th category by ascending id. Not tried automatically where
///      there are names, unless the data set states class indices.
/// Then `classes.remap` is applied: an index as the model returns it, or a name, to a category's
/// name or to none.
/// Throws Error{definition}: names that match no category at all, names or categories that are
/// there twice and would have to be matched, remap of unknown names.
ClassMap make_class_map(const definition::Classes& classes, const dataset::Dataset& dataset);

/// Follows dataset::keep_only(), whose result `new_index` is: what the model calls its classes is
/// not touched by what is evaluated.
void narrow(const std::vector<std::optional<std::size_t>>& new_index,
            const std::vector<dataset::Category>& left, ClassMap& map);

}  // namespace assay::evaluation
