// SPDX-License-Identifier: Apache-2.0
// report.html of a stress run: one file without scripts or links, for people.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/image/encode.hpp"
#include "core/report/stress_results.hpp"

namespace assay::report {

/// What a model saw, and what it said of it beside what is right there.
struct ShownAnswer {
  predict::ImageSize size;
  image::Thumbnail picture;
  Comparison comparison;
  std::string remark = {};  // where the comparison does not say it
};

/// The answers to an image itself and to what a failure made of it.
struct PicturePair {
  ShownAnswer before, after;
};

/// Makes those of one failure of the results; nullopt where they are not to be had. Called once for
/// each that is shown, so that no more than two pictures have to be in memory.
using PicturePairSource = std::function<std::optional<PicturePair>(const StressFinding&)>;

/// The page: verdict, numbers, warnings, gates, clusters, axes, maps, reproducers, coverage, and
/// how all that was measured. Bounded, however large the run: 24 boundaries, the maps that
/// the results have, pictures of two examples of each of 12 clusters, the first 24 reproducers with
/// pictures and 76 without. Equal
/// results and pictures give equal bytes. All text of `results` is escaped.
std::string stress_html(const StressResults& results, const PicturePairSource& pictures);

}  // namespace assay::report
