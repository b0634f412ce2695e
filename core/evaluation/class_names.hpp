// SPDX-License-Identifier: Apache-2.0
// Which category of a data set a class name means: names are rarely spelled alike.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/dataset.hpp"

namespace assay::evaluation {

/// "n01440764": how WordNet and ImageNet number their synsets.
bool is_wordnet_id(std::string_view text);

/// Categories by the names they may be called by. A name that could mean two of them means none.
class CategoryNames {
 public:
  CategoryNames() = default;
  explicit CategoryNames(const std::vector<dataset::Category>& categories);

  /// By the folded name, by the WordNet id that it begins with ("n01440764 tench"), or without
  /// spaces, '_' and '-'; else by a synonym.
  std::optional<std::size_t> find(std::string_view name) const;

  /// Lets a name mean a category, or none, whatever it did before.
  void set(std::string_view name, std::optional<std::size_t> category);

  /// Gives categories other numbers, or none, by their old ones.
  void narrow(const std::vector<std::optional<std::size_t>>& new_index);

 private:
  std::map<std::string, std::optional<std::size_t>, std::less<>> by_name_;
};

struct NameMatches {
  std::vector<std::optional<std::size_t>> categories;  // of each name
  /// "'tvmonitor' is taken for 'tv'": matches that are not by spelling, for the reader.
  std::vector<std::string> notes;
  /// Why names cannot be relied on: two are spelled alike, or two categories whose equal name is
  /// among them. "" mostly.
  std::string fault;
};

/// Ways of matching, each tried for what those before left over.
enum class NameRule { all, spelling, wordnet_id };

/// Matches a model's names to categories, one to one:
///   spelling: the folded names are equal
///   wordnet_id: the name begins with the WordNet id that is the category's name
///   and with `all` also: equal without spaces, '_' and '-'; one of the names between commas is
///   equal ("tench, Tinca tinca"); both are names of one thing ("tv" and "tvmonitor").
/// Whatever could be matched in two ways by one rule is not matched by it.
NameMatches match_names(const std::vector<std::string>& names,
                        const std::vector<dataset::Category>& categories, NameRule rule);

}  // namespace assay::evaluation
