// SPDX-License-Identifier: Apache-2.0
// Blurs by symmetric kernels that are no product of a row and a column, as the sum of a few that
// are: their largest eigenvectors.
#pragma once

#include <span>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// A kernel [side, side] that is the same about both axes and both diagonals.
struct SymmetricKernel {
  std::vector<float> weights;
  int side = 1;  // odd
};

/// row[x] * column[y], added up.
struct KernelTerm {
  std::vector<float> row;
  std::vector<float> column;
};

/// As few terms as differ from the kernel by no more than `error` in the sum of all weights: no
/// value of a blurred image differs by more than that part of full scale.
std::vector<KernelTerm> terms_of(const SymmetricKernel& kernel, double error);

/// Rounded. Outside of the image is its mirror image about its outermost pixels. RGB.
void blur_by_terms(std::span<const KernelTerm> terms, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace);

}  // namespace assay::stress
