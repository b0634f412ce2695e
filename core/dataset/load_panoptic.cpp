// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_panoptic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/instance_builder.hpp"
#include "core/dataset/panoptic_references.hpp"
#include "core/dataset/segment_ids.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;

/// A panoptic file whose references hold.
class Panoptic {
 public:
  Panoptic(PanopticFile file, const std::string& name) : file_(std::move(file)) {
    Problems problems;
    references_ = resolve(file_, problems);
    problems.throw_if_any(name, "mend the annotations; nothing was evaluated");
  }

  const PanopticFile& file() const { return file_; }
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

/// The mask of each segment of a PNG.
class SegmentMasks {
 public:
  explicit SegmentMasks(const fs::path& file)
      : segments_(in_context([&] { return fmt::format("reading the segments {}", file.string()); },
                             [&] { return read(file); })) {}

  image::RunLengths of(std::int64_t id) const {
    std::vector<std::uint8_t> mask(segments_.ids.size());
    std::transform(segments_.ids.begin(), segments_.ids.end(), mask.begin(),
                   [&](std::int32_t one) { return one == id ? 1 : 0; });
    return image::encode_mask(mask, segments_.size);
  }

 private:
  static SegmentIds read(const fs::path& file) {
    std::error_code unknown;
    if (!fs::is_regular_file(file, unknown)) {
      throw Error(ErrorKind::dataset, "there is no such file; put it there, or correct masks_url");
    }
    return read_segment_ids(file);
  }

  SegmentIds segments_;
};

InstanceTruth object_truth(const Panoptic& panoptic, const definition::Dataset& spec,
                           bool with_shapes) {
  InstanceTruth truth;
  const fs::path folder = panoptic_masks_folder(spec);
  for (std::size_t i = 0; i < image_count(panoptic, spec); ++i) {
    const PanopticAnnotation& annotation = panoptic.annotation_of(i);
    std::optional<SegmentMasks> masks;
    if (with_shapes) masks.emplace(folder / annotation.file_name);
    for (const PanopticSegment& segment : annotation.segments) {
      if (!panoptic.file().categories[panoptic.category_of(segment)].is_thing) continue;
      Annotation object{static_cast<std::int64_t>(truth.annotations.size()) + 1,
                        annotation.image_id,
                        segment.category_id,
                        segment.x,
                        segment.y,
                        segment.width,
                        segment.height,
                        segment.area,
                        segment.is_crowd};
      if (masks) object.shape = truth.shapes.add_run_lengths(masks->of(segment.id));
      truth.annotations.push_back(object);
    }
  }
  return truth;
}

}  // namespace

Dataset load_panoptic(const definition::Dataset& spec, definition::ProblemType task) {
  Reading strict;
  const Panoptic panoptic(read_panoptic_file(spec.annotations, strict), spec.annotations.string());
  Dataset dataset = dataset_of(panoptic, spec);
  if (task == definition::ProblemType::semantic_segmentation) {
    dataset.truth = pixel_truth(panoptic, spec);
  } else {
    dataset.truth =
        object_truth(panoptic, spec, task == definition::ProblemType::instance_segmentation);
    for (const PanopticCategory& one : panoptic.file().categories) {
      if (one.is_thing) continue;
      std::erase_if(dataset.categories,
                    [&](const Category& category) { return category.id == one.category.id; });
    }
  }
  return dataset;
}

}  // namespace assay::dataset
