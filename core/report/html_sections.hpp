// SPDX-License-Identifier: Apache-2.0
// The parts of the page as values for its template. For the .cpp files of this folder alone.
#pragma once

#include <kainjow/mustache.hpp>
#include <string_view>

#include "core/report/results.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::report {

using Slot = kainjow::mustache::data;

/// Text for a slot of the template, which escapes markup itself.
Slot text_slot(std::string_view text);

/// A section that is there when the list has items: {"items": list, and `count`}; false without.
Slot section(const Slot& list, std::size_t count);

Slot tile_slots(const RunResults& results);
Slot metric_slots(const RunResults& results);
Slot gate_slots(const RunResults& results);
Slot failure_slots(const RunResults& results);
Slot class_slots(const RunResults& results);
Slot curve_slots(const RunResults& results);
Slot confusion_slots(const RunResults& results);
Slot worst_slots(const RunResults& results, const ThumbnailSource& thumbnails);

// Parts of worst_slots().

/// What the marks on its pictures mean; false where there are none.
Slot legend_slots(const RunResults& results);

/// The pictures of one image. `number` is unique on the page.
Slot view_slots(const WorstImage& worst, const image::Thumbnail& thumbnail, std::size_t number);

}  // namespace assay::report
