// SPDX-License-Identifier: Apache-2.0
// The class of each pixel made visible: overlays for the picture of an image.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/image/pixels.hpp"
#include "core/report/results.hpp"

namespace assay::report {

/// Classes of all pixels of an image, rows from the top, as indices into Dataset::categories.
struct LabelMaps {
  image::Size size;
  std::span<const std::int32_t> predicted;  // -1: a class that the data set does not have
  std::span<const std::int32_t> truth;      // -1: counts nowhere
};

/// What the classes are called, and their order from the most to the least frequent of the data
/// set: classes get their colours by it, so that they have the same ones in all its pictures, as
/// far as there are colours.
struct LabelClasses {
  const std::vector<dataset::Category>& categories;
  std::vector<std::size_t> ranks;  // of each category
};

/// At most kPictureSide a side, and never larger than the maps. The eight classes of most pixels
/// have a colour each; all others share one, called "other classes", with what the data set does
/// not have. Where the truth counts nowhere there are stripes. Of the mistakes, wrong pixels have a
/// colour and right ones are darkened.
LabelComparison draw_labels(const LabelMaps& maps, const LabelClasses& classes);

}  // namespace assay::report
