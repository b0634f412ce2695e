// SPDX-License-Identifier: Apache-2.0
#include "core/definition/output_key.hpp"

#include <algorithm>

namespace assay::definition {
namespace {

struct Meaning {
  std::string key;
  std::vector<std::string> fields;
};

const std::vector<Meaning>& meanings() {
  static const std::vector<Meaning> kTable = {
      {"classes", {"classes"}},
      {"labels", {"classes"}},
      {"scores", {"scores"}},
      {"boxes", {"boxes"}},
      {"masks", {"masks"}},
      {"rle", {"rle"}},
      {"polygons", {"polygons"}},
      {"keypoints", {"keypoints"}},
      {"segmentation", {"segmentation"}},
      {"probabilities", {"probabilities"}},
      {"regressed_values", {"regressed_values"}},
      {"image_output", {"image_output"}},
      {"instance_ids", {"instance_ids"}},
      {"text", {"text"}},
      {"embedding", {"embedding"}},
      // Objects carry their label and confidence.
      {"bbox", {"boxes", "classes", "scores"}},
      {"polygon", {"polygons", "classes", "scores"}},
      {"mask", {"masks", "classes", "scores"}},
      {"keypoint", {"keypoints", "classes", "scores"}},
      {"tag", {"classes", "scores"}},
      {"value", {"regressed_values"}},
      {"skeleton", {"keypoints", "classes", "scores"}},
      // One or several of them, as people like; the other plurals are fields.
      {"bboxes", {"boxes", "classes", "scores"}},
      {"tags", {"classes", "scores"}},
      {"values", {"regressed_values"}},
      {"skeletons", {"keypoints", "classes", "scores"}},
  };
  return kTable;
}

}  // namespace

std::vector<std::string> fields_of_key(std::string_view key) {
  constexpr std::string_view kOwn = "user.";
  if (key.starts_with(kOwn) && key.size() > kOwn.size()) return {std::string(key)};
  const auto& table = meanings();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Meaning& meaning) { return meaning.key == key; });
  return found == table.end() ? std::vector<std::string>{} : found->fields;
}

const std::vector<std::string>& output_keys() {
  static const std::vector<std::string> kKeys = [] {
    std::vector<std::string> result;
    for (const Meaning& meaning : meanings()) result.push_back(meaning.key);
    return result;
  }();
  return kKeys;
}

}  // namespace assay::definition
