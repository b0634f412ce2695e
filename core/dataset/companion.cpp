// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/companion.hpp"

#include <system_error>
#include <vector>

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;

/// The path without its extension.
std::string stem_of(const std::string& image) {
  fs::path path(image);
  path.replace_extension();
  return path.string();
}

/// Names without extension that the companion may have, the likeliest first.
std::vector<std::string> paired_stems(const definition::Dataset& spec, const std::string& image) {
  const std::string stem = stem_of(image);
  if (!spec.image_suffix.empty() || !spec.label_suffix.empty()) {
    if (!stem.ends_with(spec.image_suffix)) return {};
    return {stem.substr(0, stem.size() - spec.image_suffix.size()) + spec.label_suffix};
  }
  constexpr std::string_view kCityscapes = "_leftImg8bit";
  std::vector<std::string> stems{stem};
  if (stem.ends_with(kCityscapes)) {
    const std::string scene = stem.substr(0, stem.size() - kCityscapes.size());
    stems.push_back(scene + "_gtFine_labelTrainIds");
    stems.push_back(scene + "_gtFine_labelIds");
  }
  return stems;
}

}  // namespace

fs::path companion(const fs::path& folder, const std::string& image, std::string_view extension) {
  return folder / (stem_of(image) + std::string(extension));
}

std::optional<fs::path> paired_file(const definition::Dataset& spec, const std::string& image,
                                    std::span<const std::string_view> extensions) {
  for (const std::string& stem : paired_stems(spec, image)) {
    for (const std::string_view extension : extensions) {
      fs::path path = spec.annotations / (stem + std::string(extension));
      std::error_code unknown;
      if (fs::is_regular_file(path, unknown)) return path;
    }
  }
  return std::nullopt;
}

}  // namespace assay::dataset
