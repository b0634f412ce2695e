// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/manifest_line.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "core/base/nearest.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;
using nlohmann::json;

[[noreturn]] void fail(const std::string& message, Rule rule = Rule::record_form) {
  throw LineFault(rule, message);
}

/// What is nested deeper is no manifest, and some of what reads JSON is recursive.
void check_depth(std::string_view text) {
  constexpr int kDeepest = 64;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > kDeepest) fail(fmt::format("is nested more than {} deep", kDeepest));
  }
}

void check_members(const json& object, const std::vector<std::string>& known, std::string_view of) {
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    fail(fmt::format("{} the unknown member '{}' (known are {}){}", of, key, fmt::join(known, ", "),
                     did_you_mean(key, known)));
  }
}

/// Throws where an object has a member twice: which of them counts, nobody can tell.
json parse_unambiguous(const std::string& text) {
  std::vector<std::set<std::string>> open;
  return json::parse(text, [&](int, json::parse_event_t event, const json& parsed) {
    if (event == json::parse_event_t::object_start) open.emplace_back();
    if (event == json::parse_event_t::object_end) open.pop_back();
    if (event == json::parse_event_t::key && !open.back().insert(parsed).second) {
      fail(fmt::format("has the member '{}' twice; keep one", parsed.get<std::string>()));
    }
    return true;
  });
}

double finite(const json& value, const std::string& target) {
  if (value.is_number()) {
    const auto number = value.get<double>();
    if (std::isfinite(number)) return number;
  }
  fail(fmt::format("'{}' has something else than finite numbers in it", target));
}

std::vector<double> numbers_in(const json& list, const std::string& target) {
  if (!list.is_array()) fail(fmt::format("'{}' must be a list of numbers", target));
  std::vector<double> numbers;
  for (const json& value : list) numbers.push_back(finite(value, target));
  return numbers;
}

ClassLabel label_in(const json& value, const std::string& target) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_string()) return value.get<std::string>();
  fail(fmt::format("'{}' has something else than names and indices in it", target));
}

}  // namespace

struct ManifestLine::Document {
  json root;
  json targets;  // an object

  const json& member(const std::string& target) const {
    const auto found = targets.find(target);
    if (found == targets.end() || found->is_null()) {
      fail(fmt::format("'targets' has no '{}'", target));
    }
    return *found;
  }

  const json& list(const std::string& target) const {
    const json& value = member(target);
    if (!value.is_array()) fail(fmt::format("'{}' must be a list", target));
    return value;
  }
};

ManifestLine::ManifestLine(const std::string& text) : document_(std::make_unique<Document>()) {
  check_depth(text);
  try {
    document_->root = parse_unambiguous(text);
  } catch (const json::parse_error& error) {
    const bool no_number =
        text.find("NaN") != std::string::npos || text.find("Infinity") != std::string::npos;
    fail(fmt::format("is not JSON (column {})", error.byte),
         no_number ? Rule::non_finite_number : Rule::record_form);
  } catch (const json::out_of_range&) {
    fail("has a number that is too large", Rule::non_finite_number);
  }
  if (!document_->root.is_object()) fail("is not a JSON object");
  check_members(document_->root, {"id", "inputs", "targets"}, "has");
  const auto targets = document_->root.find("targets");
  document_->targets = json::object();
  if (targets != document_->root.end() && targets->is_object()) document_->targets = *targets;
}

ManifestLine::~ManifestLine() = default;
ManifestLine::ManifestLine(ManifestLine&&) noexcept = default;

std::string ManifestLine::image() const {
  constexpr const char* kWanted = "'inputs' must name one image, such as {\"image\": \"a.jpg\"}";
  const auto inputs = document_->root.find("inputs");
  if (inputs == document_->root.end() || !inputs->is_object()) fail(kWanted);
  if (inputs->size() != 1 || !inputs->begin()->is_string()) fail(kWanted);
  return inputs->begin()->get<std::string>();
}

void ManifestLine::require_known_targets() const {
  const auto targets = document_->root.find("targets");
  if (targets == document_->root.end() || targets->is_null()) {
    fail(
        "has no 'targets'; leave the line out, or say what there is, such as no objects: "
        "{\"classes\": [], \"boxes\": []}");
  }
  if (!targets->is_object()) fail("'targets' must be an object");
  check_members(*targets,
                {"areas", "boxes", "classes", "difficult", "image_output", "iscrowd", "keypoints",
                 "polygons", "regressed_values", "rle", "segmentation"},
                "'targets' has");
}

bool ManifestLine::has(const std::string& target) const {
  const auto found = document_->targets.find(target);
  return found != document_->targets.end() && !found->is_null();
}

std::string ManifestLine::targets() const {
  const auto targets = document_->root.find("targets");
  return targets == document_->root.end() ? "null" : targets->dump();
}

std::string ManifestLine::text(const std::string& target) const {
  const json& value = document_->member(target);
  if (!value.is_string()) fail(fmt::format("'{}' must be the path of a file", target));
  return value.get<std::string>();
}

std::vector<double> ManifestLine::numbers(const std::string& target) const {
  return numbers_in(document_->member(target), target);
}

std::vector<std::vector<double>> ManifestLine::rows(const std::string& target,
                                                    std::size_t width) const {
  std::vector<std::vector<double>> rows;
  for (const json& row : document_->list(target)) {
    rows.push_back(numbers_in(row, target));
    if (width == 0 || rows.back().size() == width) continue;
    fail(fmt::format("'{}' has a list of {} numbers; each must have {}", target, rows.back().size(),
                     width));
  }
  return rows;
}

std::vector<ClassLabel> ManifestLine::classes(const std::string& target) const {
  const json& value = document_->member(target);
  if (!value.is_array()) return {label_in(value, target)};
  std::vector<ClassLabel> labels;
  for (const json& element : value) labels.push_back(label_in(element, target));
  return labels;
}

std::vector<bool> ManifestLine::flags(const std::string& target, std::size_t count) const {
  if (!has(target)) return std::vector<bool>(count, false);
  std::vector<bool> flags;
  for (const json& element : document_->list(target)) {
    if (!element.is_boolean()) fail(fmt::format("'{}' must have true and false only", target));
    flags.push_back(element.get<bool>());
  }
  if (flags.size() == count) return flags;
  fail(fmt::format("'{}' has {} elements for {} objects", target, flags.size(), count));
}

std::vector<std::string> ManifestLine::elements(const std::string& target) const {
  std::vector<std::string> texts;
  for (const json& element : document_->list(target)) texts.push_back(element.dump());
  return texts;
}

}  // namespace assay::dataset
