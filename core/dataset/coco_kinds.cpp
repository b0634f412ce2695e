// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/coco_kinds.hpp"

namespace assay::dataset {
namespace {

bool has_key(std::string_view text, std::string_view quoted) {
  return text.find(quoted) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> instances_for_panoptic(std::string_view text) {
  if (has_key(text, "\"segments_info\"") || !has_key(text, "\"bbox\"")) return std::nullopt;
  return "this is a file of instances: no annotation has 'segments_info'; SemanticSegmentation "
         "needs a panoptic file, or format LabelMaps, and masks_url goes with a panoptic file "
         "alone";
}

std::optional<std::string> panoptic_for_instances(std::string_view text) {
  if (!has_key(text, "\"segments_info\"")) return std::nullopt;
  return "this is a panoptic file: its annotations have 'segments_info'; give masks_url, the "
         "folder of its PNGs, or a file of instances";
}

}  // namespace assay::dataset
