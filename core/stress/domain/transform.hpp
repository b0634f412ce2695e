// SPDX-License-Identifier: Apache-2.0
// A datapoint through a domain at one of its points.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/stress/annotation/motion.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// Of an image that can be transformed: OpenCV's resampling takes no longer ones.
inline constexpr std::int64_t kLongestSide = 32766;
/// Why an image cannot be, or nullopt.
std::optional<std::string> unfit_size(image::Size size);

/// An image to transform, and what its randomness is keyed by.
struct Datapoint {
  image::PixelView pixels;  // RGB
  std::string_view id;
  std::uint64_t seed = 0;  // of the run
  std::uint32_t draw = 0;  // which of several at the same point
};

/// Writes the transformed image straight into `to`, which is RGB of the same size and does not
/// overlap (no side is longer than kLongestSide), and gives what happened to the places of things.
/// Neighbouring tables are joined to one, neighbouring warps to one resampling. Equal arguments
/// give equal bytes, on any thread; the workspace is that thread's.
Motion transform(const Domain& domain, const DomainPoint& point, const Datapoint& datapoint,
                 const image::MutablePixelView& to, Workspace& workspace);

/// Turns off the threads that OpenCV would start by itself, in the whole process: whoever
/// transforms many images does so side by side, each on one thread.
void transform_on_one_thread_each();

/// The motion alone.
Motion motion_at(const Domain& domain, const DomainPoint& point, const Datapoint& datapoint);

}  // namespace assay::stress
