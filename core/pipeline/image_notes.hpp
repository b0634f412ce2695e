// SPDX-License-Identifier: Apache-2.0
// What became of images on the way to the model, over a whole run: "12 images: alpha dropped".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/predict/outcome.hpp"

namespace assay::pipeline {

/// A line for each note of the outcomes, the most frequent first, those of equal number by their
/// text. Notes may repeat what a file says, so that there can be as many as images: those beyond
/// the first dozen share a line.
std::vector<std::string> warnings_about_images(std::span<const predict::Outcome> outcomes);

}  // namespace assay::pipeline
