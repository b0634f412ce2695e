// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/class_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <set>
#include <span>

#include "core/base/letters.hpp"
#include "core/base/source.hpp"

namespace assay::evaluation {
namespace {

using Categories = std::vector<dataset::Category>;
using Keys = std::vector<std::string>;
using KeysOf = std::function<Keys(std::string_view)>;

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// The folded name without what words are parted by.
std::string squeezed(std::string_view name) {
  std::string text = fold_name(name);
  std::erase_if(text, [](char c) { return is_space(c) || c == '_' || c == '-'; });
  return text;
}

Keys exact_keys(std::string_view name) {
  return {fold_name(name)};
}

Keys wordnet_keys(std::string_view name) {
  const std::string folded = fold_name(name);
  const auto end = std::find_if(folded.begin(), folded.end(), is_space);
  std::string word(folded.begin(), end);
  return is_wordnet_id(word) ? Keys{std::move(word)} : Keys{};
}

Keys squeezed_keys(std::string_view name) {
  return {squeezed(name)};
}

/// Each of the names between commas.
Keys listed_keys(std::string_view name) {
  Keys keys;
  while (true) {
    const std::size_t comma = name.find(',');
    std::string key = squeezed(name.substr(0, comma));
    if (!key.empty()) keys.push_back(std::move(key));
    if (comma == std::string_view::npos) return keys;
    name.remove_prefix(comma + 1);
  }
}

/// Names of one thing where COCO, Pascal VOC and Open Images differ, squeezed.
constexpr std::array<std::array<std::string_view, 3>, 8> kSynonyms{{
    {"tv", "tvmonitor", "television"},
    {"airplane", "aeroplane", "plane"},
    {"motorcycle", "motorbike", ""},
    {"couch", "sofa", ""},
    {"cellphone", "mobilephone", "mobile"},
    {"hairdrier", "hairdryer", ""},
    {"donut", "doughnut", ""},
    {"fridge", "refrigerator", ""},
}};

std::span<const std::string_view> synonyms_of(std::string_view key) {
  for (const auto& group : kSynonyms) {
    if (!key.empty() && std::find(group.begin(), group.end(), key) != group.end()) return group;
  }
  return {};
}

/// The first of the names of one thing.
Keys synonym_keys(std::string_view name) {
  const auto group = synonyms_of(squeezed(name));
  return group.empty() ? Keys{} : Keys{std::string(group.front())};
}

/// What has a key, when it is one thing only.
class Index {
 public:
  void add(const std::string& key, std::size_t owner) {
    const auto [at, is_new] = owners_.emplace(key, owner);
    if (!is_new && at->second != owner) at->second = std::nullopt;
  }
  std::optional<std::size_t> find(const std::string& key) const {
    const auto at = owners_.find(key);
    return at == owners_.end() ? std::nullopt : at->second;
  }

 private:
  std::map<std::string, std::optional<std::size_t>> owners_;
};

/// Matches what is left over by one rule after another.
class Matcher {
 public:
  Matcher(const std::vector<std::string>& names, const Categories& categories)
      : names_(names), categories_(categories), taken_(categories.size(), false) {
    matches_.categories.resize(names.size());
  }

  void match(const KeysOf& keys_of, bool with_note) {
    Index categories;
    for (std::size_t i = 0; i < categories_.size(); ++i) {
      if (taken_[i]) continue;
      for (const std::string& key : keys_of(categories_[i].name)) categories.add(key, i);
    }
    Index claims;  // of categories, by their numbers
    std::vector<std::optional<std::size_t>> wanted(names_.size());
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (matches_.categories[i]) continue;
      wanted[i] = category_in(categories, keys_of(names_[i]));
      if (wanted[i]) claims.add(std::to_string(*wanted[i]), i);
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (wanted[i] && claims.find(std::to_string(*wanted[i]))) take(i, *wanted[i], with_note);
    }
  }

  NameMatches finish() { return std::move(matches_); }

 private:
  /// The only category that any of the keys means.
  static std::optional<std::size_t> category_in(const Index& categories, const Keys& keys) {
    std::optional<std::size_t> found;
    for (const std::string& key : keys) {
      const auto category = categories.find(key);
      if (!category) continue;
      if (found && *found != *category) return std::nullopt;
      found = category;
    }
    return found;
  }

  void take(std::size_t name, std::size_t category, bool with_note) {
    matches_.categories[name] = category;
    taken_[category] = true;
    if (!with_note) return;
    matches_.notes.push_back(fmt::format("'{}' of the model is taken for '{}'",
                                         printable(names_[name]),
                                         printable(categories_[category].name)));
  }

  const std::vector<std::string>& names_;
  const Categories& categories_;
  std::vector<bool> taken_;
  NameMatches matches_;
};

std::string equal_names(const std::vector<std::string>& names) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto [at, is_new] = seen.emplace(fold_name(names[i]), i);
    if (is_new) continue;
    return fmt::format(
        "'{}' is in 'classes' twice (at {} and {}, from 0), so that it cannot be matched by name; "
        "rename one, or match by index: {{names: ..., match: index}}",
        printable(names[i]), at->second, i);
  }
  return "";
}

std::string equal_categories(const std::vector<std::string>& names, const Categories& categories) {
  std::set<std::string> asked;
  for (const std::string& name : names) asked.insert(fold_name(name));
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    const std::string folded = fold_name(categories[i].name);
    const auto [at, is_new] = seen.emplace(folded, i);
    if (is_new || !asked.contains(folded)) continue;
    return fmt::format(
        "the data set has two categories named '{}' (ids {} and {}), so that class names cannot be "
        "matched to them; rename one",
        printable(categories[i].name), categories[at->second].id, categories[i].id);
  }
  return "";
}

}  // namespace

bool is_wordnet_id(std::string_view text) {
  return text.size() == 9 && text.front() == 'n' &&
         std::all_of(text.begin() + 1, text.end(),
                     [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

CategoryNames::CategoryNames(const Categories& categories) {
  // The surer a way of calling a category is, the earlier it is entered, and the first one stays.
  for (const KeysOf& keys_of : {KeysOf(exact_keys), KeysOf(squeezed_keys), KeysOf(listed_keys)}) {
    std::map<std::string, std::optional<std::size_t>, std::less<>> keys;
    for (std::size_t i = 0; i < categories.size(); ++i) {
      for (const std::string& key : keys_of(categories[i].name)) {
        const auto [at, is_new] = keys.emplace(key, i);
        if (!is_new && at->second != i) at->second = std::nullopt;
      }
    }
    by_name_.merge(keys);
  }
  auto known = by_name_;
  for (const auto& [name, category] : by_name_) {
    for (const std::string_view synonym : synonyms_of(name)) {
      if (synonym.empty() || by_name_.contains(synonym)) continue;
      const auto [at, is_new] = known.emplace(synonym, category);
      if (!is_new && at->second != category) at->second = std::nullopt;
    }
  }
  by_name_ = std::move(known);
}

std::optional<std::size_t> CategoryNames::find(std::string_view name) const {
  if (const auto at = by_name_.find(fold_name(name)); at != by_name_.end()) return at->second;
  for (const std::string& id : wordnet_keys(name)) {
    if (const auto at = by_name_.find(id); at != by_name_.end()) return at->second;
  }
  const auto at = by_name_.find(squeezed(name));
  return at == by_name_.end() ? std::nullopt : at->second;
}

void CategoryNames::narrow(const std::vector<std::optional<std::size_t>>& new_index) {
  for (auto& [name, category] : by_name_) {
    if (category) category = new_index[*category];
  }
}

void CategoryNames::set(std::string_view name, std::optional<std::size_t> category) {
  by_name_[fold_name(name)] = category;
}

NameMatches match_names(const std::vector<std::string>& names, const Categories& categories,
                        NameRule rule) {
  Matcher matcher(names, categories);
  if (rule != NameRule::wordnet_id) {
    matcher.match(exact_keys, false);
  }
  if (rule != NameRule::spelling) matcher.match(wordnet_keys, false);
  if (rule == NameRule::all) {
    matcher.match(squeezed_keys, false);
    matcher.match(listed_keys, true);
    matcher.match(synonym_keys, true);
  }
  NameMatches matches = matcher.finish();
  if (rule == NameRule::wordnet_id) return matches;
  matches.fault = equal_names(names);
  if (matches.fault.empty()) matches.fault = equal_categories(names, categories);
  return matches;
}

}  // namespace assay::evaluation
