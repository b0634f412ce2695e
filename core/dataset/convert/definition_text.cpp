// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/definition_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>

namespace assay::dataset::convert {
namespace {

/// In quotes as JSON, which is YAML too; definitions take a lone '$' for a variable.
std::string json_text(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return nlohmann::json(doubled).dump();
}

/// A list, or {number: name} where numbers are left out.
std::string categories_text(const Entry& entry) {
  if (entry.categories.empty()) return "";
  const auto count = static_cast<std::int64_t>(entry.categories.size());
  const bool has_gaps = entry.categories.back().first != count - 1;
  std::string text;
  for (const auto& [number, name] : entry.categories) {
    if (!text.empty()) text += ", ";
    if (has_gaps) text += fmt::format("{}: ", number);
    text += json_text(name);
  }
  return fmt::format("    categories: {}{}{}\n", has_gaps ? '{' : '[', text, has_gaps ? '}' : ']');
}

std::string only_text(const std::vector<std::string>& categories) {
  if (categories.empty()) return "";
  std::string text;
  for (const std::string& name : categories) text += (text.empty() ? "" : ", ") + json_text(name);
  return "    only_categories: [" + text + "]\n";
}

/// What is not the default of what a definition says about the images and the scores.
std::string settings_text(const definition::Dataset& spec, definition::ProblemType task) {
  std::string text;
  if (!spec.keypoint_sigmas.empty() && task == definition::ProblemType::keypoints) {
    text += fmt::format("    keypoint_sigmas: [{}]\n", fmt::join(spec.keypoint_sigmas, ", "));
  }
  if (spec.exif == definition::Exif::ignore) text += "    exif: ignore\n";
  if (spec.truncated == definition::Truncated::warn) text += "    truncated: warn\n";
  if (spec.background) text += fmt::format("    alpha: [{}]\n", fmt::join(*spec.background, ", "));
  if (spec.max_pixels != definition::Dataset{}.max_pixels) {
    text += fmt::format("    max_pixels: {}\n", spec.max_pixels);
  }
  return text;
}

std::string line_of(const char* key, const std::string& value) {
  return value.empty() ? "" : fmt::format("    {}: {}\n", key, value);
}

}  // namespace

std::string definition_text(const definition::Dataset& spec, const Entry& entry) {
  const std::string name = json_text(spec.name);
  std::string text = fmt::format(
      "# Written by assay dataset {}: check it with `assay dataset check`. Paths start at "
      "this\n# folder: a model's definition elsewhere names them from there.\nproject: {{name: {}, "
      "problem_type: {}}}\n"
      "datasets:\n  - name: {}\n    format: {}\n    stage: {}\n    data_url: {}\n",
      entry.command, name, definition::name_of(entry.task), name, entry.format,
      spec.stage.empty() ? "test" : spec.stage, json_text(entry.images));
  text += line_of("annotations_url", entry.annotations) + line_of("list_url", entry.list);
  text += categories_text(entry) + only_text(spec.only_categories);
  if (entry.ignored) {
    text += fmt::format("    ignore_labels: [{}]\n", fmt::join(*entry.ignored, ", "));
  }
  return text + settings_text(spec, entry.task);
}

}  // namespace assay::dataset::convert
