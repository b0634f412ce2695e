// SPDX-License-Identifier: Apache-2.0
// Truth that is an image itself, and moves as the image does that it is of: label maps, and the
// images that a model should return.
#pragma once

#include <memory>
#include <string>

#include "core/image/pixels.hpp"
#include "core/pipeline/enhance/source_data.hpp"
#include "core/stress/warp/resample.hpp"
#include "core/stress/workspace.hpp"

namespace assay::pipeline {

/// In memory.
class CompanionPicture {
 public:
  virtual ~CompanionPicture() = default;
  /// Where such files go, below the data set's folder.
  virtual const char* folder() const = 0;
  /// The bytes of a PNG: what the warps make of it.
  virtual std::string moved(const stress::WarpChain& warps, stress::Workspace& workspace) const = 0;
};

/// That of a datapoint; nullptr where the data set has none. Throws Error{dataset} where it cannot
/// be read, or labels are not of the image's size.
std::unique_ptr<CompanionPicture> read_companion(const SourceData& source, std::size_t datapoint,
                                                 image::Size size);

}  // namespace assay::pipeline
