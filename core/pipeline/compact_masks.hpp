// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/predict/field.hpp"

namespace assay::pipeline {

/// Replaces the arrays `masks` ([N,H,W]; what is not 0 is object) by `rle`, a text of run lengths
/// for each instance: the journal then holds what is in a mask and not its every pixel. An `rle`
/// that the model gave beside its `masks` for the same input gives way.
void compact_masks(predict::Prediction& prediction);

}  // namespace assay::pipeline
