// SPDX-License-Identifier: Apache-2.0
// Which images a data set has whose annotations do not list them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/reading.hpp"
#include "core/definition/definition.hpp"

namespace assay::dataset {

/// Whether the file's extension is that of an image: jpg, jpeg, png, bmp, gif, webp, tif, tiff,
/// ppm, pgm, pnm, in any case.
bool has_image_extension(const std::filesystem::path& file);

/// The image that a line of `spec.list` means, by its path below `spec.images`: a path from there
/// or from the list's own folder, or a name without an extension, as Pascal VOC's lists have them.
/// May have spaces in it; where it is none so, what follows the first white space (VOC's 1 and -1)
/// is left out. An image that is not there counts by its extension. nullopt where it means none.
/// Lines begin and end without white space.
std::optional<std::string> listed_image(const definition::Dataset& spec, const std::string& line);

/// Paths of images below `spec.images`. With a `list`, the images that its lines mean, in its
/// order; empty ones are left out. Without one, all of the folder and of those in it, sorted by
/// byte; hidden ones are left out. Throws Error{dataset} where a line cannot be an image of the
/// folder, or none is left. Which line names an image is noted for a lenient reading.
std::vector<std::string> image_names(const definition::Dataset& spec, Reading& reading);

}  // namespace assay::dataset
