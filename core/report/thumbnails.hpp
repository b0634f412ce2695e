// SPDX-License-Identifier: Apache-2.0
// Small pictures of the images that the report shows.
#pragma once

#include <functional>
#include <optional>

#include "core/image/decode.hpp"
#include "core/image/encode.hpp"
#include "core/report/results.hpp"

namespace assay::report {

/// The longest side of every picture in the report, in pixels.
constexpr int kPictureSide = 480;

/// The picture of an image, nullopt when there is none to be had: the report then says so.
using ThumbnailSource = std::function<std::optional<image::Thumbnail>(const WorstImage&)>;

/// Reads WorstImage::path by the data set's rules; at most kPictureSide a side.
ThumbnailSource thumbnails_from_files(const image::DecodeRules& rules,
                                      const image::DecodeLimits& limits = {});

}  // namespace assay::report
