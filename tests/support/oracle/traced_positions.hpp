// SPDX-License-Identifier: Apache-2.0
// Positions in a transformed image, followed back to where they come from.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/stress/annotation/motion.hpp"

namespace oracle {

/// Positions as annotations count: the image reaches from 0 to its width.
struct Positions {
  std::vector<float> x, y;
  std::vector<bool> away;    // shows nothing of the image itself, or a copy of it
  std::vector<bool> filled;  // shows a border of one colour
  /// That colour, where it is not the border of the first image.
  std::vector<std::optional<assay::image::Rgb>> fill;
  std::vector<bool> hidden;  // shows something in front of it

  void add(float at_x, float at_y);
  std::size_t size() const { return x.size(); }
};

/// Each becomes the one of the first image that is seen there. What is outside of an image goes on
/// as its border has it.
void trace_back(Positions& positions, const assay::stress::Motion& motion, assay::image::Size size);

}  // namespace oracle
