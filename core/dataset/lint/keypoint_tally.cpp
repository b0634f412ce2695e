// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/keypoint_tally.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::dataset::lint {
namespace {

std::size_t at_or_none(const std::vector<std::size_t>& listed, std::size_t category) {
  return category < listed.size() ? listed[category] : 0;
}

}  // namespace

void KeypointTally::add(std::size_t category, std::size_t keypoints, std::size_t object) {
  categories_[category][keypoints].push_back(static_cast<std::uint32_t>(object));
}

/// Of two numbers that are equally frequent the one that comes first.
std::size_t KeypointTally::wanted(const ByNumber& objects, std::size_t listed) {
  if (listed > 0) return listed;
  const auto less_trusted = [](const auto& a, const auto& b) {
    const bool a_has = a.first > 0;
    const bool b_has = b.first > 0;
    if (a_has != b_has) return b_has;
    if (a.second.size() != b.second.size()) return a.second.size() < b.second.size();
    return a.second.front() > b.second.front();
  };
  return std::max_element(objects.begin(), objects.end(), less_trusted)->first;
}

void KeypointTally::find_odd_objects(const std::vector<std::size_t>& listed,
                                     const OnObject& report) const {
  std::map<std::uint32_t, std::string> told;  // in the file's order
  for (const auto& [category, by_number] : categories_) {
    if (by_number.size() == 1) continue;
    const std::size_t named = at_or_none(listed, category);
    const std::size_t right = wanted(by_number, named);
    const std::string why = named > 0 ? fmt::format("'keypoints' of its category lists {}", named)
                                      : fmt::format("most objects of its category have {}", right);
    for (const auto& [number, objects] : by_number) {
      if (number == right) continue;
      const std::string what = fmt::format("it has {} keypoints, but {}", number, why);
      for (const std::uint32_t object : objects) told[object] = what;
    }
  }
  for (const auto& [object, what] : told) report(object, what);
}

std::optional<std::size_t> KeypointTally::only_number(std::size_t category) const {
  const auto found = categories_.find(category);
  if (found == categories_.end() || found->second.size() != 1) return std::nullopt;
  return found->second.begin()->first;
}

std::map<std::size_t, std::size_t> KeypointTally::numbers(
    const std::vector<std::size_t>& listed) const {
  std::map<std::size_t, std::size_t> numbers;
  for (const auto& [category, by_number] : categories_) {
    const bool none = by_number.rbegin()->first == 0;
    if (none) continue;
    numbers[category] =
        only_number(category).value_or(wanted(by_number, at_or_none(listed, category)));
  }
  return numbers;
}

}  // namespace assay::dataset::lint
