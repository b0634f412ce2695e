// SPDX-License-Identifier: Apache-2.0
// Decoding so that a crash can be laid at the door of one image.
#pragma once

#include "core/pipeline/image_feed.hpp"
#include "core/pipeline/supervision.hpp"

namespace assay::pipeline {

/// `load`, which then also
///  - notes in the table which datapoint each thread holds;
///  - decodes suspects while no other thread decodes, so that a second crash has one culprit;
///  - gives a suspect that has crashed a runner twice as a Failure of kind decode_crash, untouched.
/// Without a table it is `load` itself. The table must outlive the result.
LoadImage watched(LoadImage load, const Supervision& supervision);

/// Datapoints that the table has in flight, ascending; for the supervisor, once the runner is dead.
std::vector<std::size_t> in_flight(const DecodeTable& table);

}  // namespace assay::pipeline
