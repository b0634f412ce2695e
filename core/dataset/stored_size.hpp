// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "core/dataset/dataset.hpp"

namespace assay::dataset {

/// The size of an image that stands upright, from the file's header; as it is stored where EXIF is
/// ignored. nullopt where the file cannot be read or is no image.
std::optional<ImageSize> upright_size(const std::filesystem::path& file, definition::Exif exif);

}  // namespace assay::dataset
