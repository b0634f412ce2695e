// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/class_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "core/base/error.hpp"
#include "core/base/letters.hpp"
#include "core/base/nearest.hpp"
#include "core/base/source.hpp"

namespace assay::evaluation {
namespace {

using dataset::Category;
using Categories = std::vector<Category>;
using definition::ClassMatch;

constexpr std::int64_t kMostClasses = 10'000'000;  // a label far off must not cost the memory

/// Whether the ids of the categories are the model's class indices.
bool ids_are_indices(const dataset::Dataset& dataset) {
  return dataset.ids_are_class_indices ||
         std::holds_alternative<dataset::ClassTruth>(dataset.truth) ||
         std::holds_alternative<dataset::LabelMapTruth>(dataset.truth);
}

/// Whether the categories are those that happened to occur, called by their numbers.
bool are_numbered(const Categories& categories) {
  return std::all_of(categories.begin(), categories.end(), [](const Category& category) {
    return category.name == std::to_string(category.id);
  });
}

/// Whether the categories have no names that people gave them: numbers or WordNet ids alone.
bool are_unnamed(const Categories& categories) {
  return std::all_of(categories.begin(), categories.end(), [](const Category& category) {
    return category.name == std::to_string(category.id) || is_wordnet_id(category.name);
  });
}

/// Whether the data set itself says that its categories are numbered as the model's classes, some
/// of which it may not have.
bool is_open_ended(const dataset::Dataset& dataset) {
  const auto* truth = std::get_if<dataset::ClassTruth>(&dataset.truth);
  if (truth != nullptr) return truth->ids_are_class_indices;
  return ids_are_indices(dataset) && are_numbered(dataset.categories);
}

/// The category's id is the index among the model's classes.
std::vector<ModelClass> place_by_id(const Categories& categories,
                                    const std::vector<std::string>& names) {
  std::vector<ModelClass> classes;
  classes.reserve(names.size());
  for (const std::string& name : names) classes.push_back({name, std::nullopt});
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (categories[i].id < 0 || categories[i].id >= kMostClasses) {
      throw Error(ErrorKind::definition,
                  fmt::format("the class index {} of '{}' is not in 0..{}; mend the labels",
                              categories[i].id, printable(categories[i].name), kMostClasses - 1));
    }
    const auto at = static_cast<std::size_t>(categories[i].id);
    if (at >= classes.size() && names.empty()) classes.resize(at + 1);
    if (at >= classes.size()) continue;  // the model has fewer classes: reported as unmatched
    classes[at].category = i;
    if (names.empty()) classes[at].name = categories[i].name;
  }
  return classes;
}

/// COCO's ids have gaps, models' indices have none.
std::vector<ModelClass> place_in_order(const Categories& categories,
                                       const std::vector<std::string>& names) {
  std::vector<std::size_t> order(categories.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return categories[a].id < categories[b].id; });
  if (names.empty()) {
    std::vector<ModelClass> classes;
    for (const std::size_t i : order) classes.push_back({categories[i].name, i});
    return classes;
  }
  std::vector<ModelClass> classes;
  for (std::size_t i = 0; i < names.size(); ++i) {
    classes.push_back({names[i], i < order.size() ? std::optional(order[i]) : std::nullopt});
  }
  return classes;
}

std::string examples(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) {
    text += fmt::format("{}'{}'", i == 0 ? "" : ", ", printable(names[i]));
  }
  return text;
}

[[noreturn]] void refuse_names(const definition::Classes& classes, const Categories& categories) {
  std::vector<std::string> known;
  for (const Category& category : categories) known.push_back(category.name);
  throw Error(
      ErrorKind::definition,
      fmt::format("none of the {} names in 'classes' is a category of the data set: the model "
                  "has {}, the data set {}; give the names that the data set uses",
                  classes.names.size(), examples(classes.names), examples(known)));
}

/// "0 is 'cat', 1 is 'dog', ...".
std::string pairs_of(const std::vector<ModelClass>& classes, const Categories& categories) {
  constexpr std::size_t kShown = 5;
  std::string text;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < classes.size() && shown < kShown; ++i) {
    if (!classes[i].category) continue;
    text += fmt::format("{}{} is '{}'", shown == 0 ? "" : ", ", i,
                        printable(categories[*classes[i].category].name));
    ++shown;
  }
  return classes.size() > kShown ? text + ", ..." : text;
}

/// Names that would have found another category than their index did.
std::size_t contradictions(const std::vector<ModelClass>& classes, const Categories& categories) {
  std::unordered_set<std::string> known;
  for (const Category& category : categories) known.insert(fold_name(category.name));
  std::size_t count = 0;
  for (const ModelClass& one : classes) {
    const std::string name = fold_name(one.name);
    const bool fits = one.category && fold_name(categories[*one.category].name) == name;
    if (!fits && known.contains(name)) ++count;
  }
  return count;
}

/// What a reader must know of a match by index: who has no names cannot see it fail.
void note_index(const definition::Classes& classes, const dataset::Dataset& dataset,
                const std::vector<ModelClass>& placed, std::vector<std::string>& notes) {
  const Categories& categories = dataset.categories;
  const bool labels = std::holds_alternative<dataset::LabelMapTruth>(dataset.truth) ||
                      dataset.ids_are_class_indices || is_open_ended(dataset);
  if (classes.names.empty() && !labels && !are_numbered(categories)) {
    notes.push_back(
        fmt::format("the model has no 'classes': they are matched by index, of which {}",
                    pairs_of(placed, categories)));
  }
  const std::size_t against = classes.names.empty() ? 0 : contradictions(placed, categories);
  if (against > 0) {
    notes.push_back(fmt::format(
        "'match: index' puts {} of the model's names to another category than the one of that "
        "name: {}",
        against, pairs_of(placed, categories)));
  }
}

std::vector<ModelClass> place_by_index(const definition::Classes& classes,
                                       const dataset::Dataset& dataset,
                                       std::vector<std::string>& notes) {
  std::vector<ModelClass> placed = ids_are_indices(dataset)
                                       ? place_by_id(dataset.categories, classes.names)
                                       : place_in_order(dataset.categories, classes.names);
  note_index(classes, dataset, placed, notes);
  return placed;
}

NameMatches matches_of(const definition::Classes& classes, const Categories& categories) {
  const NameRule rule = classes.match == ClassMatch::wnid   ? NameRule::wordnet_id
                        : classes.match == ClassMatch::name ? NameRule::spelling
                                                            : NameRule::all;
  return match_names(classes.names, categories, rule);
}

std::vector<ModelClass> map_classes(const definition::Classes& classes,
                                    const dataset::Dataset& dataset,
                                    std::vector<std::string>& notes) {
  if (classes.names.empty() || classes.match == ClassMatch::index) {
    return place_by_index(classes, dataset, notes);
  }
  NameMatches matches = matches_of(classes, dataset.categories);
  const bool any = std::any_of(matches.categories.begin(), matches.categories.end(),
                               [](const auto& category) { return category.has_value(); });
  if (!any && classes.match == ClassMatch::automatic && is_open_ended(dataset) &&
      are_unnamed(dataset.categories)) {
    notes.emplace_back("no class name of the model is a category: classes are matched by index");
    return place_by_index(classes, dataset, notes);
  }
  if (!matches.fault.empty()) throw Error(ErrorKind::definition, matches.fault);
  if (!any && classes.remap.empty()) refuse_names(classes, dataset.categories);
  notes = std::move(matches.notes);
  std::vector<ModelClass> result;
  for (std::size_t i = 0; i < classes.names.size(); ++i) {
    result.push_back({classes.names[i], matches.categories[i]});
  }
  return result;
}

/// The category that a line of remap names.
std::optional<std::size_t> target_of(const definition::Remap& line, const Categories& categories) {
  if (!line.to) return std::nullopt;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (fold_name(categories[i].name) == fold_name(*line.to)) return i;
    known.push_back(categories[i].name);
  }
  throw Error(ErrorKind::definition,
              fmt::format("classes.remap names '{}', which is no category of the data set{}",
                          printable(*line.to), did_you_mean(*line.to, known)));
}

void remap_index(std::int64_t index, std::optional<std::size_t> category, ClassMap& map) {
  const std::int64_t at = index - map.first_index;
  if (at < 0 || at >= kMostClasses) {
    throw Error(ErrorKind::definition,
                fmt::format("classes.remap has the index {}, but the model's classes begin at {}",
                            index, map.first_index));
  }
  if (static_cast<std::size_t>(at) >= map.classes.size()) {
    map.classes.resize(static_cast<std::size_t>(at) + 1);
  }
  map.classes[static_cast<std::size_t>(at)].category = category;
}

void remap_name(const std::string& name, std::optional<std::size_t> category, bool has_names,
                ClassMap& map) {
  map.names.set(name, category);
  std::vector<std::string> known;
  bool found = !has_names;
  for (ModelClass& one : map.classes) {
    known.push_back(one.name);
    if (!has_names || fold_name(one.name) != fold_name(name)) continue;
    one.category = category;
    found = true;
  }
  if (found) return;
  throw Error(ErrorKind::definition,
              fmt::format("classes.remap names '{}', which is no class of the model{}",
                          printable(name), did_you_mean(name, known)));
}

void apply_remap(const definition::Classes& classes, const Categories& categories, ClassMap& map) {
  for (const definition::Remap& line : classes.remap) {
    const auto category = target_of(line, categories);
    if (const auto* index = std::get_if<std::int64_t>(&line.from)) {
      remap_index(*index, category, map);
    } else {
      remap_name(std::get<std::string>(line.from), category, !classes.names.empty(), map);
    }
  }
}

/// What 'remap' leads to nothing is known not to be in the data set.
bool is_left_out(const definition::Classes& classes, std::size_t position) {
  return std::any_of(classes.remap.begin(), classes.remap.end(), [&](const auto& line) {
    if (line.to) return false;
    const auto* index = std::get_if<std::int64_t>(&line.from);
    if (index != nullptr) return *index == classes.offset + static_cast<std::int64_t>(position);
    return fold_name(std::get<std::string>(line.from)) == fold_name(classes.names[position]);
  });
}

void list_unmatched(const Categories& categories, const definition::Classes& classes,
                    ClassMap& map) {
  std::vector<bool> reached(categories.size(), false);
  for (std::size_t i = 0; i < map.classes.size(); ++i) {
    const ModelClass& one = map.classes[i];
    if (one.category) reached[*one.category] = true;
    if (i >= classes.names.size() || one.category || is_left_out(classes, i)) continue;
    map.unmatched_classes.push_back(one.name);
  }
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (!reached[i]) map.unmatched_categories.push_back(i);
  }
}

}  // namespace

bool ClassMap::contains(std::int64_t index) const {
  if (index < 0) return false;
  if (index < first_index) return first_index > 0;  // a background class before the first
  return open_ended || static_cast<std::uint64_t>(index - first_index) < classes.size();
}

std::optional<std::size_t> ClassMap::category_of(std::int64_t index) const {
  if (index < first_index) return std::nullopt;
  const auto at = static_cast<std::uint64_t>(index - first_index);
  return at < classes.size() ? classes[at].category : std::nullopt;
}

std::optional<std::size_t> ClassMap::category_of(std::string_view name) const {
  return names.find(name);
}

std::string ClassMap::name_of(std::int64_t index) const {
  if (index >= first_index) {
    const auto at = static_cast<std::uint64_t>(index - first_index);
    if (at < classes.size() && !classes[at].name.empty()) return classes[at].name;
  }
  return fmt::format("class {}", index);
}

std::string ClassMap::range() const {
  const std::int64_t first = first_index > 0 ? 0 : first_index;
  if (open_ended) return fmt::format("{} and above", first);
  return fmt::format("{}..{}", first, first_index + static_cast<std::int64_t>(classes.size()) - 1);
}

ClassMap make_class_map(const definition::Classes& classes, const dataset::Dataset& dataset) {
  const bool has_names = !classes.names.empty();
  ClassMap map{classes.offset,
               {},
               !has_names && is_open_ended(dataset),
               CategoryNames(dataset.categories),
               {},
               {},
               {}};
  map.classes = map_classes(classes, dataset, map.notes);
  apply_remap(classes, dataset.categories, map);
  list_unmatched(dataset.categories, classes, map);
  return map;
}

void narrow(const std::vector<std::optional<std::size_t>>& new_index, const Categories& left,
            ClassMap& map) {
  for (ModelClass& one : map.classes) {
    if (one.category) one.category = new_index[*one.category];
  }
  map.names.narrow(new_index);
  std::vector<std::size_t> unmatched;
  for (const std::size_t category : map.unmatched_categories) {
    if (new_index[category]) unmatched.push_back(*new_index[category]);
  }
  map.unmatched_categories = std::move(unmatched);
  const bool reached = std::any_of(map.classes.begin(), map.classes.end(),
                                   [](const ModelClass& one) { return one.category.has_value(); });
  if (reached || left.empty()) return;
  throw Error(ErrorKind::definition,
              "none of the model's classes is one of the categories that only_categories leaves");
}

}  // namespace assay::evaluation
