// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/truth_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/dataset/label_map.hpp"
#include "core/dataset/problems.hpp"
#include "core/dataset/stored_size.hpp"
#include "core/pipeline/target_image.hpp"

namespace assay::pipeline {
namespace {

/// Why the labels cannot be compared with what a model gives; "" where they can.
std::string fault_in_labels(const dataset::Dataset& dataset, const definition::Dataset& spec,
                            std::size_t index) {
  const dataset::Datapoint& datapoint = dataset.datapoints[index];
  try {
    const dataset::ImageSize map = dataset::read_label_map(dataset, index).size;
    const auto image = dataset::upright_size(datapoint.path, spec.exif);
    if (!image || *image == map) return "";  // an image that cannot be read fails by itself
    return fmt::format("the labels of '{}' have {}x{} pixels, the image {}x{}", datapoint.id,
                       map.width, map.height, image->width, image->height);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::dataset && error.kind() != ErrorKind::io) throw;
    return fmt::format("the labels of '{}': {} ({})", datapoint.id, error.message(),
                       fmt::join(error.context(), ", "));
  }
}

/// "" where the target can be compared with.
std::string fault_in_target(const dataset::Dataset& dataset, const definition::Dataset& spec,
                            std::size_t index) {
  try {
    read_target(dataset, spec, index, image::PixelFormat::rgb);
    return "";
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::dataset && error.kind() != ErrorKind::io) throw;
    return fmt::format("the target of '{}': {} ({})", dataset.datapoints[index].id, error.message(),
                       fmt::join(error.context(), ", "));
  }
}

/// All faults that `fault_in` finds, in the data set's order; it is called from many threads.
void require_no_fault(std::size_t count, const std::string& name, const std::string& remedy,
                      const std::function<std::string(std::size_t)>& fault_in) {
  std::vector<std::string> faults(count);
  for_each_index(count, std::max(1U, std::thread::hardware_concurrency()),
                 [&](std::size_t i) { faults[i] = fault_in(i); });
  dataset::Problems problems;
  for (const std::string& fault : faults) {
    if (!fault.empty()) problems.add(fault);
  }
  problems.throw_if_any(fmt::format("data set '{}'", name), remedy);
}

/// Each is read as a whole: a label that means nothing would end the run when all is predicted.
void check_labels(const dataset::Dataset& dataset, const definition::Dataset& spec,
                  std::size_t count) {
  if (!dataset::has_label_maps(dataset)) return;
  require_no_fault(count, spec.name, "mend the labels",
                   [&](std::size_t i) { return fault_in_labels(dataset, spec, i); });
}

/// A target that is missing or damaged is the data's fault and not the model's: the same.
void check_targets(const dataset::Dataset& dataset, const definition::Dataset& spec,
                   std::size_t count) {
  if (!std::holds_alternative<dataset::ImageTruth>(dataset.truth)) return;
  require_no_fault(count, spec.name, "mend the targets",
                   [&](std::size_t i) { return fault_in_target(dataset, spec, i); });
}

/// Run lengths of another size than their image match nothing; COCO's reader knows both sizes.
void check_mask_sizes(const dataset::Dataset& dataset, const definition::Dataset& spec) {
  const auto* truth = std::get_if<dataset::InstanceTruth>(&dataset.truth);
  const bool stated = spec.format == definition::DatasetFormat::coco && spec.masks.empty();
  if (truth == nullptr || stated) return;  // COCO's reader has compared them
  std::unordered_map<std::int64_t, const dataset::Datapoint*> datapoints;
  for (const dataset::Datapoint& datapoint : dataset.datapoints) {
    datapoints[datapoint.image_id] = &datapoint;
  }
  std::unordered_map<std::int64_t, std::optional<dataset::ImageSize>> sizes;
  dataset::Problems problems;
  for (const dataset::Annotation& of : truth->annotations) {
    if (of.shape == dataset::kNoShape || truth->shapes.is_polygons(of.shape)) continue;
    const dataset::Datapoint& datapoint = *datapoints.at(of.image_id);
    const image::Size mask = truth->shapes.size_of_run_lengths(of.shape);
    const auto [size, is_new] = sizes.try_emplace(of.image_id);
    if (is_new) size->second = dataset::upright_size(datapoint.path, spec.exif);
    const auto& image = size->second;
    if (!image || (image->width == mask.width && image->height == mask.height)) continue;
    problems.add(
        fmt::format("a mask of '{}' has {}x{} pixels, the image {}x{}; run lengths have "
                    "\"size\": [height, width]",
                    datapoint.id, mask.width, mask.height, image->width, image->height));
  }
  problems.throw_if_any(fmt::format("data set '{}'", spec.name), "mend the masks");
}

}  // namespace

void check_truth_files(const dataset::Dataset& dataset, const definition::Dataset& spec,
                       std::size_t count) {
  check_labels(dataset, spec, count);
  check_mask_sizes(dataset, spec);
  check_targets(dataset, spec, count);
}

}  // namespace assay::pipeline
