// SPDX-License-Identifier: Apache-2.0
// The images of an enhanced data set, side by side, with what becomes of their objects.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/pipeline/enhance/copies.hpp"
#include "core/pipeline/enhance/source_data.hpp"
#include "core/stress/annotation/object.hpp"

namespace assay::pipeline {

struct MadeCopy {
  image::Size size;
  std::vector<stress::Object> objects = {};  // with one box each; of images themselves none
  std::size_t masks_dropped = 0;             // of another size than their image
};

/// A datapoint without copies, and why.
struct LeftOut {
  std::string datapoint;
  std::string why;
};

struct MadeCopies {
  std::vector<std::optional<MadeCopy>> copies;  // of each; none: its datapoint is left out
  std::vector<LeftOut> left_out;                // in the data set's order
};

struct MakeOptions {
  std::filesystem::path directory;  // of the new data set
  std::string images;               // its folder of images
  std::size_t jobs = 1;
  /// From any thread, one at a time.
  std::function<void(std::size_t done, std::size_t total, std::size_t failed)> progress;
};

/// Writes a lossless PNG for each copy, the file itself for an image as it is, and for label maps
/// and target images what goes with it. Datapoints whose image or labels cannot be read are left
/// out, with all copies. Equal arguments give equal bytes for any number of jobs. Throws Error{io},
/// and Error{cancelled} soon after the process got SIGINT, SIGTERM or SIGHUP.
MadeCopies make_copies(const SourceData& source, const std::vector<Copy>& copies,
                       const MakeOptions& options);

}  // namespace assay::pipeline
