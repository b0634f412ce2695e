// SPDX-License-Identifier: Apache-2.0
// Arrays for numpy.load(): NPY format 1.0, little-endian float64, C order.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/evaluation/coco_arrays.hpp"

namespace assay::evaluation {

/// The bytes of the file. The product of `shape` is the number of values.
std::string encode_npy(std::span<const std::size_t> shape, std::span<const double> values);

/// precision.npy [T,R,K,A,M], recall.npy [T,K,A,M] and scores.npy [T,R,K,A,M] in a folder, which is
/// made if need be. Throws Error{io}.
void write_arrays(const std::filesystem::path& directory, const Arrays& arrays);

}  // namespace assay::evaluation
