// SPDX-License-Identifier: Apache-2.0
// Writes the files of a finished run.
#pragma once

#include "core/pipeline/assess.hpp"
#include "core/pipeline/predict_run.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/pipeline/supervision.hpp"

namespace assay::pipeline {

/// predictions.json (or .jsonl), failures.jsonl, summary.json, junit.xml and report.html: equal
/// bytes for equal outcomes. summary.json is written last: where it is, the run is complete.
/// Images are decoded for the report under the supervision's watch.
void publish(const Assessment& assessment, const RunInput& input, const RecordedRun& recorded,
             const RunDirectory& directory, const Supervision& supervision);

/// telemetry.json: times and memory, different each time.
void write_telemetry(const PredictTimes& times, const RunDirectory& directory);

}  // namespace assay::pipeline
