// SPDX-License-Identifier: Apache-2.0
// How many keypoints the objects of a data set have. Which number is the right one shows when all
// have been counted: 4 bytes are kept of each object that has any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::dataset::lint {

class KeypointTally {
 public:
  /// An object, by its position among all objects. `category` counts from 0.
  void add(std::size_t category, std::size_t keypoints, std::size_t object);

  /// Tells each object whose number is another than that of its category: the `listed` one where
  /// the category's record lists its keypoints, else that of most objects.
  using OnObject = std::function<void(std::size_t object, std::string_view what)>;
  void find_odd_objects(const std::vector<std::size_t>& listed, const OnObject& report) const;

  /// How many keypoints the objects of a category have, if they have the same; nullopt for a
  /// category without objects.
  std::optional<std::size_t> only_number(std::size_t category) const;

  /// How many they are to have, by category; those without any are left out.
  std::map<std::size_t, std::size_t> numbers(const std::vector<std::size_t>& listed) const;

 private:
  using Objects = std::vector<std::uint32_t>;
  using ByNumber = std::map<std::size_t, Objects>;
  static std::size_t wanted(const ByNumber& objects, std::size_t listed);

  std::map<std::size_t, ByNumber> categories_;
};

}  // namespace assay::dataset::lint
