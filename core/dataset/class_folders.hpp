// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// Classification data where the folder an image lies in is its class. Hidden files and folders are
/// left out.
Dataset load_class_folders(const definition::Dataset& spec);

/// Whether the file's extension is that of an image: jpg, jpeg, png, bmp, webp, tif, tiff, ppm,
/// pgm, pnm, in any case.
bool has_image_extension(const std::filesystem::path& file);

}  // namespace assay::dataset
