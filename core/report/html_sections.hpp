// SPDX-License-Identifier: Apache-2.0
// The parts of an evaluation's page. For the .cpp files of this folder alone.
#pragma once

#include "core/report/html_parts.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::report {

Slot tile_slots(const RunResults& results);
Slot metric_slots(const RunResults& results);
Slot class_slots(const RunResults& results);
Slot curve_slots(const RunResults& results);
Slot confusion_slots(const RunResults& results);
Slot worst_slots(const RunResults& results, const ThumbnailSource& thumbnails);

}  // namespace assay::report
