// SPDX-License-Identifier: Apache-2.0
// "Did you mean ...?": the known name nearest to a wrong one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

/// Characters to insert, delete, replace or swap with a neighbour to make one text of the other
/// (optimal string alignment), case apart (ASCII). Takes as long as both lengths multiplied.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known name with the smallest Damerau-Levenshtein distance (case apart) that is plausibly a
/// typo of `wrong`: less than a third of the longer one is off. The first of equals.
std::optional<std::string> nearest(std::string_view wrong, const std::vector<std::string>& known);

/// "; did you mean 'x'?" or "" when nothing is near.
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace assay
