// SPDX-License-Identifier: Apache-2.0
// Values of `assay score`'s options.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/evaluation/coco_parameters.hpp"
#include "runner/commands/command_line.hpp"
#include "runner/commands/score_coco.hpp"

namespace assay::runner {

/// --task --use-cats --max-dets --areas --sigmas --json --arrays
CommandSpec score_spec();

/// The files, and what the options change of COCO's defaults for the task. Throws Error{usage},
/// also for a --task that this version cannot do.
CocoJob coco_job_of(const ParsedOptions& options);

/// "1,10,100": whole numbers from 1, made ascending.
std::vector<std::size_t> parse_max_detections(const std::string& text);

/// "all:0-1e10,small:0-1024": name, low and high end in pixels squared. Names may be left out; they
/// those of `defaults` then.
std::vector<evaluation::AreaRange> parse_areas(const std::string& text,
                                               const std::vector<evaluation::AreaRange>& defaults);

/// "0.026,0.025,...": numbers above 0.
std::vector<double> parse_sigmas(const std::string& text);

}  // namespace assay::runner
