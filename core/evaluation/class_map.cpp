// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/class_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>

#include "core/base/error.hpp"
#include "core/base/source.hpp"

namespace assay::evaluation {
namespace {

using dataset::Category;
using Categories = std::vector<Category>;
using NameIndex = std::map<std::string, std::size_t, std::less<>>;

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// "n01440764": how WordNet and ImageNet number their synsets.
bool is_wordnet_id(std::string_view text) {
  return text.size() == 9 && text.front() == 'n' &&
         std::all_of(text.begin() + 1, text.end(),
                     [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

std::string_view first_word(std::string_view text) {
  const auto* const end = std::find_if(text.begin(), text.end(), is_space);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// A name that two categories bear means neither; an error where names `must_differ`.
NameIndex index_names(const Categories& categories, bool must_differ) {
  NameIndex index;
  std::vector<std::string> ambiguous;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    const auto [at, is_new] = index.emplace(fold_name(categories[i].name), i);
    if (is_new) continue;
    ambiguous.push_back(at->first);
    if (!must_differ) continue;
    throw Error(
        ErrorKind::definition,
        fmt::format("the data set has two categories named '{}' (ids {} and {}), so that "
                    "class names cannot be matched to them; rename one",
                    printable(categories[i].name), categories[at->second].id, categories[i].id));
  }
  for (const std::string& name : ambiguous) index.erase(name);
  return index;
}

std::optional<std::size_t> find_name(const NameIndex& index, std::string_view name) {
  const std::string folded = fold_name(name);
  if (const auto at = index.find(folded); at != index.end()) return at->second;
  const std::string_view word = first_word(folded);
  if (!is_wordnet_id(word)) return std::nullopt;
  const auto at = index.find(word);
  return at == index.end() ? std::nullopt : std::optional(at->second);
}

/// Rule 1; empty when no name matches.
std::vector<ModelClass> match_names(const std::vector<std::string>& names, const NameIndex& index) {
  std::vector<ModelClass> classes;
  bool any = false;
  for (const std::string& name : names) {
    classes.push_back({name, find_name(index, name)});
    any = any || classes.back().category.has_value();
  }
  return any ? classes : std::vector<ModelClass>{};
}

/// Rules 2 and 3: the category's id is the index among the model's classes.
std::vector<ModelClass> place_by_id(const Categories& categories,
                                    const std::vector<std::string>& names) {
  std::vector<ModelClass> classes;
  classes.reserve(names.size());
  for (const std::string& name : names) classes.push_back({name, std::nullopt});
  for (std::size_t i = 0; i < categories.size(); ++i) {
    constexpr std::int64_t kMost = 10'000'000;  // a label far off must not cost the memory
    if (categories[i].id < 0 || categories[i].id >= kMost) {
      throw Error(ErrorKind::definition,
                  fmt::format("the class index {} of '{}' is not in 0..{}; mend the labels",
                              categories[i].id, printable(categories[i].name), kMost - 1));
    }
    const auto at = static_cast<std::size_t>(categories[i].id);
    if (at >= classes.size() && names.empty()) classes.resize(at + 1);
    if (at >= classes.size()) continue;  // the model has fewer classes: reported as unmatched
    classes[at].category = i;
    if (names.empty()) classes[at].name = categories[i].name;
  }
  return classes;
}

/// Rule 4: COCO's ids have gaps, models' indices have none.
std::vector<ModelClass> place_in_order(const Categories& categories) {
  std::vector<std::size_t> order(categories.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return categories[a].id < categories[b].id; });
  std::vector<ModelClass> classes;
  classes.reserve(order.size());
  for (const std::size_t i : order) classes.push_back({categories[i].name, i});
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

std::vector<ModelClass> map_classes(const definition::Classes& classes,
                                    const dataset::Dataset& dataset, const NameIndex& index) {
  const auto* truth = std::get_if<dataset::ClassTruth>(&dataset.truth);
  if (classes.names.empty()) {
    return truth != nullptr ? place_by_id(dataset.categories, {})
                            : place_in_order(dataset.categories);
  }
  std::vector<ModelClass> matched = match_names(classes.names, index);
  if (!matched.empty()) return matched;
  if (truth == nullptr || !truth->ids_are_class_indices) refuse_names(classes, dataset.categories);
  return place_by_id(dataset.categories, classes.names);
}

void list_unmatched(const Categories& categories, bool has_names, ClassMap& map) {
  std::vector<bool> reached(categories.size(), false);
  for (const ModelClass& one : map.classes) {
    if (one.category) reached[*one.category] = true;
    if (has_names && !one.category) map.unmatched_classes.push_back(one.name);
  }
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (!reached[i]) map.unmatched_categories.push_back(categories[i].name);
  }
}

}  // namespace

std::string fold_name(std::string_view name) {
  while (!name.empty() && is_space(name.front())) name.remove_prefix(1);
  while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
  std::string result(name);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

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
  return find_name(category_of_name, name);
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
  const auto* truth = std::get_if<dataset::ClassTruth>(&dataset.truth);
  const bool has_names = !classes.names.empty();
  ClassMap map;
  map.first_index = classes.offset;
  map.open_ended = !has_names && truth != nullptr && truth->ids_are_class_indices;
  map.category_of_name = index_names(dataset.categories, has_names);
  map.classes = map_classes(classes, dataset, map.category_of_name);
  list_unmatched(dataset.categories, has_names, map);
  return map;
}

}  // namespace assay::evaluation
