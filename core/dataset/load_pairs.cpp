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
                 std::span<const std::string_view> extensions, std::string_view what,
                 Reading& reading) {
  Paths targets;
  Problems problems = reading.problems();
  for (const Datapoint& datapoint : dataset.datapoints) {
    const std::string name = datapoint.path.lexically_relative(spec.images).string();
    auto target = paired_file(spec, name, extensions);
    if (!target) {
      problems.add(lint::Rule::missing_annotation, "",
                   fmt::format("there is no {} for the image '{}'", what, datapoint.id));
    }
    targets.push_back(target.value_or(""));
  }
  reading.settle(problems, spec.annotations.string(),
                 "put them there under the images' names, name the images in list_url, or "
                 "say with image_suffix and label_suffix how the names differ");
  return targets;
}

/// Labels that occur in the files, but for the ignored.
std::set<std::int64_t> labels_in(const Paths& maps, const definition::Dataset& spec,
                                 const Reading& reading) {
  std::vector<bool> seen(std::size_t{1} << 16, false);
  for (const auto& path : maps) {
    if (path.empty()) continue;  // it is missing, and the reading lenient
    try {
      const auto png =
          in_context([&] { return fmt::format("reading the labels {}", path.string()); },
                     [&] { return image::read_png_samples(read_file(path), spec.max_pixels); });
      for (const std::uint16_t label : png.samples) seen[label] = true;
    } catch (const Error& error) {  // a linter reads each of them once more
      if (!reading.is_lenient() || error.kind() != ErrorKind::dataset) throw;
    }
  }
  std::set<std::int64_t> labels;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i]) labels.insert(static_cast<std::int64_t>(i));
  }
  for (const std::int64_t label : spec.ignored_labels) labels.erase(label);
  return labels;
}

void add_category(Dataset& dataset, LabelMapTruth& truth, std::int64_t label, std::string name) {
  truth.classes[label] = dataset.categories.size();
  dataset.categories.push_back({label, std::move(name)});
}

}  // namespace

Dataset load_label_maps(const definition::Dataset& spec, Reading& reading) {
  constexpr std::array<std::string_view, 2> kExtensions{".png", ".PNG"};
  Dataset dataset = dataset_of(spec, image_names(spec, reading));
  LabelMapTruth truth;
  truth.maps = targets_of(dataset, spec, kExtensions, "PNG of labels", reading);
  truth.ignored = spec.ignored_labels;
  truth.max_pixels = spec.max_pixels;
  for (std::size_t i = 0; i < spec.categories.names.size(); ++i) {
    const std::string& name = spec.categories.names[i];
    if (!name.empty()) add_category(dataset, truth, static_cast<std::int64_t>(i), name);
  }
  if (dataset.categories.empty()) {
    const std::set<std::int64_t> labels = labels_in(truth.maps, spec, reading);
    // Depth or the numbers of objects, not classes: a table of their confusions has no end.
    constexpr std::size_t kMostLabels = 4096;
    if (labels.size() > kMostLabels) {
      throw Error(ErrorKind::dataset,
                  fmt::format("{}: the images have {} different labels, which are no classes; name "
                              "the classes in 'categories'",
                              spec.annotations.string(), labels.size()));
    }
    for (const std::int64_t label : labels) {
      add_category(dataset, truth, label, std::to_string(label));
    }
  }
  dataset.truth = std::move(truth);
  return dataset;
}

Dataset load_image_pairs(const definition::Dataset& spec, Reading& reading) {
  constexpr std::array<std::string_view, 12> kExtensions{".png", ".jpg",  ".jpeg", ".bmp",
                                                         ".gif", ".webp", ".tif",  ".tiff",
                                                         ".ppm", ".pgm",  ".pnm",  ".JPEG"};
  Dataset dataset = dataset_of(spec, image_names(spec, reading));
  dataset.truth = ImageTruth{targets_of(dataset, spec, kExtensions, "target image", reading)};
  return dataset;
}

Dataset load_images(const definition::Dataset& spec, Reading& reading) {
  return dataset_of(spec, image_names(spec, reading));
}

}  // namespace assay::dataset
