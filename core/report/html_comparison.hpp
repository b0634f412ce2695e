// SPDX-License-Identifier: Apache-2.0
// An image with what was predicted and what is true drawn on it. For the .cpp files of this folder
// alone.
#pragma once

#include <string>

#include "core/report/html_parts.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::report {

/// Nothing is owned.
struct ShownComparison {
  const Comparison& comparison;
  const std::string& remark;                  // what is wrong where the comparison does not say it
  predict::ImageSize size;                    // as it was evaluated
  const image::Thumbnail* picture = nullptr;  // there may be none to be had
};

/// Sets the slots "views", "caption", "note" and "keys". `number` is unique on the page.
void set_comparison(Slot& slot, const ShownComparison& shown, std::size_t number);

/// How much room such an image takes, as a class of the style sheet: " large", or a row of its own.
std::string layout_of(const Comparison& comparison);

/// What the marks on such pictures mean; false where there are none.
Slot legend_slots(const Comparison& comparison);

/// The pictures of one image.
Slot view_slots(const ShownComparison& shown, std::size_t number);

}  // namespace assay::report
