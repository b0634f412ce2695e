// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/score_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "core/base/error.hpp"

namespace assay::runner {
namespace {

using evaluation::ResultPart;

constexpr const char* kTasks = "bbox, segm, keypoints";

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Takes a finite number off the front.
std::optional<double> take_number(std::string_view& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !std::isfinite(number)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// "0-1024". The minus of "1e-3" belongs to the number.
std::optional<evaluation::AreaRange> parse_range(std::string_view text) {
  const auto low = take_number(text);
  if (!low || !text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const auto high = take_number(text);
  if (!high || !text.empty() || *low < 0 || *high < *low) return std::nullopt;
  return evaluation::AreaRange{"", *low, *high};
}

evaluation::AreaRange parse_area(std::string_view text,
                                 const std::vector<evaluation::AreaRange>& defaults,
                                 std::size_t position) {
  const std::size_t colon = text.find(':');
  const bool named = colon != std::string_view::npos && colon > 0;
  auto range = parse_range(named ? text.substr(colon + 1) : text);
  if (!range) {
    throw Error(ErrorKind::usage,
                fmt::format("--areas: '{}' is no range of areas; write name:low-high in pixels "
                            "squared, e.g. all:0-1e10,small:0-1024",
                            text));
  }
  if (named) {
    range->name = text.substr(0, colon);
  } else {
    range->name =
        position < defaults.size() ? defaults[position].name : fmt::format("area{}", position + 1);
  }
  return *range;
}

ResultPart part_of(const std::string& task) {
  if (task == "bbox") return ResultPart::boxes;
  if (task == "segm") return ResultPart::masks;
  if (task == "keypoints") return ResultPart::keypoints;
  for (const char* later : {"boundary", "classification", "semantic", "panoptic", "lvis", "voc"}) {
    if (task != later) continue;
    throw Error(
        ErrorKind::usage,
        fmt::format("--task {} is not in this version yet, which evaluates: {}", task, kTasks));
  }
  throw Error(ErrorKind::usage,
              fmt::format("--task {} is not known; this version evaluates: {}", task, kTasks));
}

}  // namespace

CommandSpec score_spec() {
  return {
      "assay score GROUND_TRUTH PREDICTIONS --task bbox|segm|keypoints",
      "Evaluates predictions that were made elsewhere: GROUND_TRUTH is a COCO annotation file,\n"
      "PREDICTIONS a COCO results file. The numbers are pycocotools'.",
      {"GROUND_TRUTH", "PREDICTIONS"},
      {{"task", 0, "TASK", "what to evaluate: bbox, segm (masks) or keypoints"},
       {"use-cats", 0, "0|1", "0 takes all categories for one (default 1)"},
       {"max-dets", 0, "N,N,N",
        "detections kept per image and category (default 1,10,100; keypoints: 20)"},
       {"areas", 0, "AREAS",
        "sizes, as all:0-1e10,small:0-1024,... (default COCO's; keypoints have no small)"},
       {"sigmas", 0, "S,S,...", "of each keypoint (default COCO's 17)"},
       {"json", 0, "FILE", "write the numbers as JSON"},
       {"arrays", 0, "DIR", "write precision.npy, recall.npy and scores.npy"}}};
}

std::vector<std::size_t> parse_max_detections(const std::string& text) {
  constexpr std::size_t kMost = 1'000'000'000;
  std::vector<std::size_t> limits;
  for (const std::string_view part : split(text, ',')) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc{} || end != part.data() + part.size() || number < 1 || number > kMost) {
      throw Error(
          ErrorKind::usage,
          fmt::format("--max-dets wants whole numbers from 1, such as 1,10,100, got '{}'", text));
    }
    limits.push_back(number);
  }
  std::sort(limits.begin(), limits.end());
  return limits;
}

std::vector<evaluation::AreaRange> parse_areas(const std::string& text,
                                               const std::vector<evaluation::AreaRange>& defaults) {
  std::vector<evaluation::AreaRange> areas;
  for (const std::string_view part : split(text, ',')) {
    areas.push_back(parse_area(part, defaults, areas.size()));
    const auto same = [&](const auto& area) { return area.name == areas.back().name; };
    if (std::count_if(areas.begin(), areas.end(), same) == 1) continue;
    throw Error(
        ErrorKind::usage,
        fmt::format("--areas names '{}' twice; give each a name of its own", areas.back().name));
  }
  return areas;
}

std::vector<double> parse_sigmas(const std::string& text) {
  std::vector<double> sigmas;
  for (std::string_view part : split(text, ',')) {
    const auto sigma = take_number(part);
    if (!sigma || !part.empty() || *sigma <= 0) {
      throw Error(ErrorKind::usage,
                  fmt::format("--sigmas wants a number above 0 for each keypoint, such as "
                              "0.026,0.025,0.025, got '{}'",
                              text));
    }
    sigmas.push_back(*sigma);
  }
  return sigmas;
}

CocoJob coco_job_of(const ParsedOptions& options) {
  const auto task = options.text("task");
  if (!task) {
    throw Error(ErrorKind::usage,
                fmt::format("--task is missing; this version evaluates: {}", kTasks));
  }
  CocoJob job{options.positional(0), options.positional(1), part_of(*task), {}, {}};
  const bool keypoints = job.part == ResultPart::keypoints;
  if (keypoints) job.parameters = evaluation::keypoint_parameters();
  if (const auto use = options.choice("use-cats", {"0", "1"})) {
    job.parameters.use_categories = *use == "1";
  }
  if (const auto limits = options.text("max-dets")) {
    job.parameters.max_detections = parse_max_detections(*limits);
  }
  if (const auto areas = options.text("areas")) {
    job.parameters.areas = parse_areas(*areas, job.parameters.areas);
  }
  if (const auto sigmas = options.text("sigmas")) {
    if (!keypoints) throw Error(ErrorKind::usage, "--sigmas is for --task keypoints alone");
    job.sigmas = parse_sigmas(*sigmas);
  }
  return job;
}

}  // namespace assay::runner
