// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/panoptic_objects.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "core/base/digest.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/dataset/segment_ids.hpp"

namespace assay::dataset {
namespace {

namespace fs = std::filesystem;
using lint::Rule;

std::string record_of(const PanopticAnnotation& annotation) {
  return fmt::format("annotations[{}]", annotation.index);
}

/// The masks of the segments of one PNG, found in one go down its columns.
class SegmentMasks {
 public:
  /// Throws Error{dataset} where the PNG and the segments are not of the same.
  SegmentMasks(const SegmentIds& png, const std::vector<PanopticSegment>& segments)
      : size_(png.size) {
    for (const PanopticSegment& segment : segments) masks_[segment.id];
    const auto width = static_cast<std::size_t>(size_.width);
    const auto height = static_cast<std::size_t>(size_.height);
    for (std::size_t x = 0; x < width; ++x) {
      for (std::size_t y = 0; y < height; ++y) add(png.ids[y * width + x]);
    }
    for (const PanopticSegment& segment : segments) {
      Mask& mask = masks_.at(segment.id);
      if (mask.counts.empty()) fail(segment.id, "has no pixels in it");
      if (mask.end < place_) mask.counts.push_back(place_ - mask.end);
    }
  }

  image::RunLengths of(std::int64_t id) const { return {size_, masks_.at(id).counts}; }

 private:
  struct Mask {
    std::vector<std::uint32_t> counts;
    std::uint32_t end = 0;  // one behind its last pixel
  };

  void add(std::int32_t id) {
    if (id != last_id_) {
      const auto found = masks_.find(id);
      if (id != 0 && found == masks_.end()) fail(id, "is in it and not in 'segments_info'");
      last_id_ = id;
      last_ = id != 0 ? &found->second : nullptr;
    }
    const std::uint32_t here = place_++;
    if (last_ == nullptr) return;
    if (last_->counts.empty() || last_->end < here) {
      last_->counts.push_back(here - last_->end);
      last_->counts.push_back(0);
    }
    ++last_->counts.back();
    last_->end = place_;
  }

  [[noreturn]] static void fail(std::int64_t id, std::string_view what) {
    throw Error(ErrorKind::dataset, fmt::format("the segment {} {}", id, what));
  }

  image::Size size_;
  std::unordered_map<std::int64_t, Mask> masks_;
  std::uint32_t place_ = 0;
  std::int32_t last_id_ = 0;
  Mask* last_ = nullptr;
};

std::string read_png(const fs::path& file) {
  std::error_code unknown;
  if (fs::is_regular_file(file, unknown)) return read_file(file);
  throw Error(ErrorKind::dataset, "there is no such file; put it there, or correct masks_url");
}

class ObjectReader {
 public:
  ObjectReader(const PanopticFile& file, const PanopticReferences& references, Problems& problems)
      : file_(file), references_(references), problems_(problems) {}

  void read_image(const PanopticAnnotation& annotation, const std::optional<PanopticPngs>& pngs) {
    if (!pngs) return add_objects(annotation, nullptr);
    const fs::path png = pngs->folder / annotation.file_name;
    try {
      const std::string bytes = read_png(png);
      const SegmentMasks masks(segment_ids_in(bytes, pngs->max_pixels), annotation.segments);
      digest_.add(sha256(bytes));
      any_png_ = true;
      add_objects(annotation, &masks);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::dataset && error.kind() != ErrorKind::io) throw;
      problems_.add(Rule::label_map, record_of(annotation),
                    fmt::format("{}: {}", png.string(), error.message()));
    }
  }

  PanopticObjects finish() { return {std::move(truth_), any_png_ ? digest_.finish() : ""}; }

 private:
  void add_objects(const PanopticAnnotation& annotation, const SegmentMasks* masks) {
    for (const PanopticSegment& segment : annotation.segments) {
      if (!file_.categories[references_.category.at(segment.category_id)].is_thing) continue;
      Annotation object{static_cast<std::int64_t>(truth_.annotations.size()) + 1,
                        annotation.image_id,
                        segment.category_id,
                        segment.x,
                        segment.y,
                        segment.width,
                        segment.height,
                        segment.area,
                        segment.is_crowd};
      if (masks != nullptr) object.shape = truth_.shapes.add_run_lengths(masks->of(segment.id));
      truth_.annotations.push_back(object);
    }
  }

  const PanopticFile& file_;
  const PanopticReferences& references_;
  Problems& problems_;
  InstanceTruth truth_;
  Sha256 digest_;
  bool any_png_ = false;
};

}  // namespace

void require_boxes(const PanopticFile& file, const PanopticReferences& references,
                   Problems& problems) {
  for (const PanopticAnnotation& annotation : file.annotations) {
    for (const PanopticSegment& segment : annotation.segments) {
      const auto category = references.category.find(segment.category_id);
      const bool is_thing =
          category != references.category.end() && file.categories[category->second].is_thing;
      if (!is_thing || (segment.has_box && segment.has_area)) continue;
      problems.add(Rule::record_form, record_of(annotation),
                   fmt::format("the segment {} has no '{}', which problem types of objects need",
                               segment.id, segment.has_box ? "area" : "bbox"));
    }
  }
}

PanopticObjects read_panoptic_objects(const PanopticFile& file,
                                      const PanopticReferences& references, std::size_t images,
                                      const std::optional<PanopticPngs>& pngs, Problems& problems) {
  ObjectReader reader(file, references, problems);
  for (std::size_t i = 0; i < images; ++i) {
    reader.read_image(file.annotations[references.annotation_of_image.at(i).value()], pngs);
  }
  return reader.finish();
}

}  // namespace assay::dataset
