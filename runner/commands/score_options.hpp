// SPDX-License-Identifier: Apache-2.0
// Values of `assay score`'s options.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/evaluation/coco_parameters.hpp"
#include "runner/commands/command_line.hpp"

namespace assay::runner {

/// --task --use-cats --max-dets --areas --json --arrays
CommandSpec score_spec();

/// Throws Error{usage} unless --task is one that this version can do.
void check_task(const ParsedOptions& options);

/// What --use-cats, --max-dets and --areas change of COCO's defaults. Throws Error{usage}.
evaluation::Parameters parameters_of(const ParsedOptions& options);

/// "1,10,100": whole numbers from 1, made ascending.
std::vector<std::size_t> parse_max_detections(const std::string& text);

/// "all:0-1e10,small:0-1024": name, low and high end in pixels squared. Names may be left out; they
/// are all, small, medium, large then, as in COCO.
std::vector<evaluation::AreaRange> parse_areas(const std::string& text);

}  // namespace assay::runner
