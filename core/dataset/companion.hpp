// SPDX-License-Identifier: Apache-2.0
// The file that goes with an image: its labels, its annotations, the image that it should become.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/definition/definition.hpp"

namespace assay::dataset {

/// `folder`/a/b.txt for the image a/b.jpg; `extension` has its dot. Need not exist.
std::filesystem::path companion(const std::filesystem::path& folder, const std::string& image,
                                std::string_view extension);

/// The file below spec.annotations that has the image's name, with one of the extensions: its end
/// `image_suffix` replaced by `label_suffix` where the definition has them; else the same name, or
/// for ..._leftImg8bit Cityscapes' ..._gtFine_labelTrainIds or ..._gtFine_labelIds. nullopt where
/// there is none.
std::optional<std::filesystem::path> paired_file(const definition::Dataset& spec,
                                                 const std::string& image,
                                                 std::span<const std::string_view> extensions);

}  // namespace assay::dataset
