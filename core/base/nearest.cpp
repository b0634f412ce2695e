// SPDX-License-Identifier: Apache-2.0
#include "core/base/nearest.hpp"

#include <algorithm>
#include <utility>

#include "core/base/letters.hpp"

namespace assay {
namespace {

/// Optimal string alignment distance: insert, delete, replace, swap of neighbours.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  return distance(lower_case(a), lower_case(b));
}

std::optional<std::string> nearest(std::string_view wrong, const std::vector<std::string>& known) {
  // Beyond this nobody mistypes, and the distance is quadratic.
  constexpr std::size_t kLongest = 100;
  if (wrong.size() > kLongest) return std::nullopt;
  const std::string needle = lower_case(wrong);
  std::size_t best = kLongest;
  std::optional<std::string> result;
  for (const std::string& name : known) {
    if (name.size() > kLongest) continue;
    const std::size_t d = distance(needle, lower_case(name));
    const bool is_near = 3 * d < std::max(wrong.size(), name.size());
    if (is_near && d < best) {
      best = d;
      result = name;
    }
  }
  return result;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known) {
  const auto name = nearest(wrong, known);
  return name ? "; did you mean '" + *name + "'?" : "";
}

}  // namespace assay
