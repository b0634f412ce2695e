// SPDX-License-Identifier: Apache-2.0
// report.html: one file without scripts or links, for people.
#pragma once

#include <string>

#include "core/report/results.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::report {

/// The page: verdict, numbers, gates, failures, warnings, classes, the worst images (the first 24)
/// with what was predicted and what is true drawn on them, confusions. Equal results and pictures
/// give equal bytes. All text of `results` is escaped; paths are not shown.
std::string report_html(const RunResults& results, const ThumbnailSource& thumbnails);

}  // namespace assay::report
