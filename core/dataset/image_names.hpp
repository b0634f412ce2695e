// SPDX-License-Identifier: Apache-2.0
// Which images a data set has whose annotations do not list them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/dataset/reading.hpp"
#include "core/definition/definition.hpp"

namespace assay::dataset {

/// Whether the file's extension is that of an image: jpg, jpeg, png, bmp, gif, webp, tif, tiff,
/// ppm, pgm, pnm, in any case.
bool has_image_extension(const std::filesystem::path& file);

/// Paths of images below `spec.images`. With a `list`, the images that it names, in its order:
/// paths from `spec.images` or from the list's own folder, or names without an extension, as Pascal
/// VOC's lists have them; empty lines and what follows the first white space (VOC's 1 and -1) are
/// left out. Without one, all of the folder and of those in it, sorted by byte; hidden ones are
/// left out. Throws Error{dataset} where a line cannot be an image of the folder, or none is left.
/// Which line names an image is noted for a lenient reading.
std::vector<std::string> image_names(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
