// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_panoptic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/base/digest.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/instance_builder.hpp"
#include "core/dataset/panoptic_objects.hpp"
#include "core/dataset/panoptic_references.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;

/// A panoptic file whose references hold.
class Panoptic {
 public:
  Panoptic(PanopticFile file, bool with_objects, const std::string& name) : file_(std::move(file)) {
    Problems problems;
    references_ = resolve(file_, problems);
    if (with_objects) require_boxes(file_, references_, problems);
    problems.throw_if_any(name, "mend the annotations; nothing was evaluated");
  }

  const PanopticFile& file() const { return file_; }
  const PanopticReferences& references() const { return references_; }
  std::size_t category_of(const PanopticSegment& segment) const {
    return references_.category.at(segment.category_id);
  }
  const PanopticAnnotation& annotation_of(std::size_t image) const {
    return file_.annotations[references_.annotation_of_image.at(image).value()];
  }

 private:
  PanopticFile file_;
  PanopticReferences references_;
};

std::size_t image_count(const Panoptic& panoptic, const definition::Dataset& spec) {
  const std::size_t all = panoptic.file().images.size();
  return std::min(all, spec.num_datapoints.value_or(all));
}

/// Everything but the truth.
Dataset dataset_of(const Panoptic& panoptic, const definition::Dataset& spec) {
  Dataset dataset;
  dataset.name = spec.name;
  dataset.digest = panoptic.file().digest;
  for (std::size_t i = 0; i < image_count(panoptic, spec); ++i) {
    const CocoImage& image = panoptic.file().images[i];
    dataset.datapoints.push_back({datapoint_id(image.file_name), image.id,
                                  image_path(spec.images, image.file_name), image.size});
  }
  for (const PanopticCategory& one : panoptic.file().categories) {
    dataset.categories.push_back(one.category);
  }
  return dataset;
}

PanopticTruth pixel_truth(const Panoptic& panoptic, const definition::Dataset& spec) {
  PanopticTruth truth;
  truth.max_pixels = spec.max_pixels;
  const fs::path folder = panoptic_masks_folder(spec);
  truth.segment_begin.push_back(0);
  for (std::size_t i = 0; i < image_count(panoptic, spec); ++i) {
    const PanopticAnnotation& annotation = panoptic.annotation_of(i);
    truth.maps.push_back(folder / annotation.file_name);
    for (const PanopticSegment& segment : annotation.segments) {
      truth.segments.push_back(
          {segment.id, panoptic.category_of(segment), segment.area, segment.is_crowd});
    }
    truth.segment_begin.push_back(truth.segments.size());
  }
  return truth;
}

/// Objects, and the categories of things alone.
void set_objects(const Panoptic& panoptic, const definition::Dataset& spec, bool with_masks,
                 Dataset& dataset) {
  Problems problems;
  std::optional<PanopticPngs> masks;
  if (with_masks) masks = {panoptic_masks_folder(spec), spec.max_pixels};
  PanopticObjects objects = read_panoptic_objects(panoptic.file(), panoptic.references(),
                                                  image_count(panoptic, spec), masks, problems);
  problems.throw_if_any(spec.annotations.string(), "mend the PNGs, or correct masks_url");
  dataset.truth = std::move(objects.truth);
  if (!objects.digest.empty()) dataset.digest = sha256(dataset.digest + objects.digest);
  std::erase_if(dataset.categories, [&](const Category& category) {
    return !panoptic.file().categories[panoptic.references().category.at(category.id)].is_thing;
  });
}

}  // namespace

Dataset load_panoptic(const definition::Dataset& spec, definition::ProblemType task) {
  const bool pixels = task == definition::ProblemType::semantic_segmentation;
  Reading strict;
  const Panoptic panoptic(read_panoptic_file(spec.annotations, strict), !pixels,
                          spec.annotations.string());
  Dataset dataset = dataset_of(panoptic, spec);
  if (pixels) {
    dataset.truth = pixel_truth(panoptic, spec);
  } else {
    set_objects(panoptic, spec, task == definition::ProblemType::instance_segmentation, dataset);
  }
  return dataset;
}

}  // namespace assay::dataset
