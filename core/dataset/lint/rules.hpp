// SPDX-License-Identifier: Apache-2.0
// What may be wrong with a data set, each with a name that scripts can rely on, how bad it is, and
// what it does to a run or to the numbers. Readers name the rule of whatever they refuse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assay::dataset::lint {

/// An error makes a run fail, or its numbers wrong; a warning is for a person to look at.
enum class Severity : std::uint8_t { error, warning };

/// What a fault does for which a reader refuses the data set, whatever its rule says.
inline constexpr std::string_view kRefused = "the data set is refused until it is mended";

/// In the order of the report.
enum class Rule : std::uint8_t {
  file_format,
  unfit_truth,
  record_form,
  non_finite_number,
  duplicate_id,
  id_zero,
  unknown_image,
  unknown_category,
  category_name,
  class_conflict,
  file_name,
  duplicate_file,
  missing_image,
  file_name_case,
  undecodable_image,
  image_size,
  missing_annotation,
  negative_size,
  negative_area,
  box_format,
  box_outside,
  outline_form,
  outline_size,
  outline_outside,
  keypoint_form,
  keypoint_number,
  keypoint_count,
  keypoint_sigmas,
  label_map,
  label_map_size,
  unknown_label,
  segment,
  empty_box,
  box_partly_outside,
  box_outline,
  outline_partly_outside,
  area,
  near_duplicate,
  keypoint_outside,
  keypoint_flag,
  no_image_size,
  exif_turn,
  same_image,
  unused_category,
  single_image_class,
  only_difficult,
  name_encoding,
  no_labels,
  stray_annotation,
  ignored_file,
};
constexpr std::size_t kRuleCount = static_cast<std::size_t>(Rule::ignored_file) + 1;

struct RuleText {
  std::string_view id;  // "duplicate-id"
  Severity severity;
  std::string_view effect;  // one clause
};
const RuleText& text_of(Rule rule);

}  // namespace assay::dataset::lint
