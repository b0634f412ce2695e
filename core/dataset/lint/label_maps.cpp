// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/label_maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/parallel.hpp"
#include "core/dataset/label_map.hpp"
#include "core/image/png_samples.hpp"

namespace assay::dataset::lint {
namespace {

constexpr std::size_t kLabels = std::size_t{1} << 16;

/// A label that is neither a category nor ignored.
struct Stranger {
  std::uint16_t label;
  std::size_t pixels;
};

/// What one PNG turned out to be.
struct ReadMap {
  std::string fault;
  ImageSize size;
  std::vector<Stranger> strangers;
  std::vector<bool> found;  // by category
};

/// Position of each label's category; kLabels for none, kLabels + 1 for ignored.
std::vector<std::size_t> meanings_of(const LabelMapTruth& truth) {
  std::vector<std::size_t> meanings(kLabels, kLabels);
  const auto set = [&](std::int64_t label, std::size_t meaning) {
    if (label >= 0 && label < static_cast<std::int64_t>(kLabels)) {
      meanings[static_cast<std::size_t>(label)] = meaning;
    }
  };
  for (const auto& [label, category] : truth.classes) set(label, category);
  for (const std::int64_t label : truth.ignored) set(label, kLabels + 1);
  return meanings;
}

void read_map(const std::filesystem::path& path, std::int64_t max_pixels,
              const std::vector<std::size_t>& meanings, ReadMap& map) {
  try {
    const auto png = image::read_png_samples(read_file(path), max_pixels);
    if (png.channels != 1) throw Error(ErrorKind::dataset, kColoursNotLabels);
    map.size = {png.size.width, png.size.height};
    std::vector<std::size_t> pixels(kLabels);
    for (const std::uint16_t label : png.samples) ++pixels[label];
    for (std::size_t label = 0; label < kLabels; ++label) {
      if (pixels[label] == 0) continue;
      if (meanings[label] < kLabels) map.found[meanings[label]] = true;
      if (meanings[label] != kLabels) continue;
      map.strangers.push_back({static_cast<std::uint16_t>(label), pixels[label]});
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::dataset && error.kind() != ErrorKind::io) throw;
    map.fault = error.message();
  }
}

void judge_map(const ReadMap& map, const std::optional<ImageSize>& seen, const Place& place,
               Findings& findings) {
  if (!map.fault.empty()) {
    findings.add(Rule::label_map, place, map.fault);
    return;
  }
  if (seen && *seen != map.size) {
    findings.add(Rule::label_map_size, place,
                 fmt::format("has {}x{} pixels, its image {}x{}", map.size.width, map.size.height,
                             seen->width, seen->height));
  }
  for (const Stranger& stranger : map.strangers) {
    findings.add(Rule::unknown_label, place,
                 fmt::format("{} pixels have the label {}, which is no category", stranger.pixels,
                             stranger.label));
  }
}

}  // namespace

void check_label_maps(const Dataset& dataset, const std::vector<std::optional<ImageSize>>& seen,
                      const std::string& file, const Options& options, Report& report) {
  const auto& truth = std::get<LabelMapTruth>(dataset.truth);
  const std::vector<std::size_t> meanings = meanings_of(truth);
  std::vector<ReadMap> maps(truth.maps.size());
  for_each_index(maps.size(), options.threads, [&](std::size_t i) {
    maps[i].found.resize(dataset.categories.size());
    if (!truth.maps[i].empty()) read_map(truth.maps[i], truth.max_pixels, meanings, maps[i]);
  });
  std::vector<bool> used(dataset.categories.size());
  bool all_read = true;
  for (std::size_t i = 0; i < maps.size(); ++i) {
    all_read = all_read && !truth.maps[i].empty() && maps[i].fault.empty();
    if (truth.maps[i].empty()) continue;
    ++report.annotations;
    const std::string record = truth.maps[i].lexically_relative(file).string();
    judge_map(maps[i], seen[i], {file, record}, report.findings);
    for (std::size_t c = 0; c < used.size(); ++c) used[c] = used[c] || maps[i].found[c];
  }
  for (std::size_t c = 0; c < used.size(); ++c) {
    if (used[c] || !all_read) continue;  // it may be in a map that could not be read
    report.findings.add(Rule::unused_category, {file, ""},
                        fmt::format("'{}' has no pixels", dataset.categories[c].name));
  }
}

}  // namespace assay::dataset::lint
