// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/dataset/companion.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/image_names.hpp"
#include "core/dataset/problems.hpp"
#include "core/image/png_samples.hpp"

namespace assay::dataset {
namespace {

using Paths = std::vector<std::filesystem::path>;

/// All but the truth.
Dataset dataset_of(const definition::Dataset& spec, std::vector<std::string> names) {
  if (spec.num_datapoints && *spec.num_datapoints < names.size()) {
    names.resize(*spec.num_datapoints);
  }
  Dataset dataset;
  dataset.name = spec.name;
  Sha256 digest;
  for (const std::string& name : names) {
    digest.add(name + "\n");
    dataset.datapoints.push_back({datapoint_id(name),
                                  static_cast<std::int64_t>(dataset.datapoints.size()),
                                  spec.images / name});
  }
  dataset.digest = digest.finish();
  return dataset;
}

/// The target of each datapoint; all that are missing are reported at once.
Paths targets_of(const Dataset& dataset, const definition::Dataset& spec,
                 std::span<const std::string_view> extensions, std::string_view what) {
  Paths targets;
  Problems problems;
  for (const Datapoint& datapoint : dataset.datapoints) {
    const std::string name = datapoint.path.lexically_relative(spec.images).string();
    auto target = paired_file(spec, name, extensions);
    if (!target) {
      problems.add(fmt::format("there is no {} for the image '{}'", what, datapoint.id));
      continue;
    }
    targets.push_back(*std::move(target));
  }
  problems.throw_if_any(spec.annotations.string(),
                        "put them there under the images' names, name the images in list_url, or "
                        "say with image_suffix and label_suffix how the names differ");
  return targets;
}

/// Labels that occur in the files, but for the ignored.
std::set<std::int64_t> labels_in(const Paths& maps, const std::vector<std::int64_t>& ignored) {
  std::vector<bool> seen(std::size_t{1} << 16, false);
  for (const auto& path : maps) {
    const auto png = in_context([&] { return fmt::format("reading the labels {}", path.string()); },
                                [&] { return image::read_png_samples(read_file(path)); });
    for (const std::uint16_t label : png.samples) seen[label] = true;
  }
  std::set<std::int64_t> labels;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i]) labels.insert(static_cast<std::int64_t>(i));
  }
  for (const std::int64_t label : ignored) labels.erase(label);
  return labels;
}

void add_category(Dataset& dataset, LabelMapTruth& truth, std::int64_t label, std::string name) {
  truth.classes[label] = dataset.categories.size();
  dataset.categories.push_back({label, std::move(name)});
}

}  // namespace

Dataset load_label_maps(const definition::Dataset& spec) {
  constexpr std::array<std::string_view, 2> kExtensions{".png", ".PNG"};
  Dataset dataset = dataset_of(spec, image_names(spec));
  LabelMapTruth truth;
  truth.maps = targets_of(dataset, spec, kExtensions, "PNG of labels");
  truth.ignored = spec.ignored_labels;
  for (const std::string& name : spec.categories.names) {
    add_category(dataset, truth, static_cast<std::int64_t>(dataset.categories.size()), name);
  }
  if (dataset.categories.empty()) {
    for (const std::int64_t label : labels_in(truth.maps, truth.ignored)) {
      add_category(dataset, truth, label, std::to_string(label));
    }
  }
  dataset.truth = std::move(truth);
  return dataset;
}

Dataset load_image_pairs(const definition::Dataset& spec) {
  constexpr std::array<std::string_view, 12> kExtensions{".png", ".jpg",  ".jpeg", ".bmp",
                                                         ".gif", ".webp", ".tif",  ".tiff",
                                                         ".ppm", ".pgm",  ".pnm",  ".JPEG"};
  Dataset dataset = dataset_of(spec, image_names(spec));
  dataset.truth = ImageTruth{targets_of(dataset, spec, kExtensions, "target image")};
  return dataset;
}

Dataset load_images(const definition::Dataset& spec) {
  return dataset_of(spec, image_names(spec));
}

}  // namespace assay::dataset
