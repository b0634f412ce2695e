// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/copies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/source.hpp"
#include "core/dataset/convert/write_plain.hpp"
#include "core/stress/domain/draw_point.hpp"

namespace assay::pipeline {
namespace {

namespace fs = std::filesystem;

/// Of a file name: letters and digits stay, so that any tool takes it.
std::string plain(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    result += stays || c == '_' ? c : '-';
  }
  return result;
}

/// Below the folder of images, with the class' folder where there are classes.
fs::path name_of(const dataset::Dataset& dataset, std::size_t datapoint, const fs::path& images) {
  fs::path name = dataset.datapoints[datapoint].path.lexically_relative(images).lexically_normal();
  const auto* truth = std::get_if<dataset::ClassTruth>(&dataset.truth);
  if (truth == nullptr) return name;
  const dataset::Category& category = dataset.categories[truth->classes[datapoint]];
  const std::string folder = dataset::convert::class_folder(category);
  if (name.parent_path() == folder) return name;
  std::string flat = name.string();
  std::replace(flat.begin(), flat.end(), '/', '_');
  return fs::path(folder) / flat;
}

void require_own_stem(const std::string& name, std::map<std::string, std::string>& known) {
  const auto [other, is_new] = known.emplace(fs::path(name).replace_extension().string(), name);
  if (is_new) return;
  throw Error(ErrorKind::dataset,
              fmt::format("two images would be called '{}' and '{}', and have one file of labels; "
                          "rename one of those that they are of",
                          printable(other->second), printable(name)));
}

}  // namespace

std::vector<Copy> sampled_copies(const dataset::Dataset& dataset, const stress::Domain& domain,
                                 const SamplePlan& plan) {
  std::vector<Copy> copies;
  for (std::size_t i = 0; i < plan.datapoints; ++i) {
    for (std::uint32_t draw = 0; draw < plan.copies; ++draw) {
      stress::Stream random({plan.seed, dataset.datapoints[i].id, "point", draw});
      copies.push_back({i, &domain, draw_point(domain, random), plan.seed, draw});
    }
  }
  return copies;
}

std::vector<Copy> with_originals(std::vector<Copy> copies) {
  std::vector<Copy> all;
  std::set<std::size_t> seen;
  for (Copy& copy : copies) {
    if (seen.insert(copy.datapoint).second) all.push_back({copy.datapoint});
    all.push_back(std::move(copy));
  }
  return all;
}

void name_copies(const dataset::Dataset& dataset, const fs::path& images,
                 std::vector<Copy>& copies) {
  std::map<std::size_t, std::size_t> next;  // number of a datapoint's copy
  std::map<std::string, std::string> known;
  for (Copy& copy : copies) {
    fs::path name = name_of(dataset, copy.datapoint, images);
    if (!copy.is_original()) {
      const std::string stem = name.stem().string();
      name.replace_filename(
          fmt::format("{}-{}-{}.png", stem, plain(copy.domain->name()), next[copy.datapoint]++));
    }
    copy.name = name.string();
    require_own_stem(copy.name, known);
  }
}

}  // namespace assay::pipeline
