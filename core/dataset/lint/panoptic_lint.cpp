// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/dataset/file_name.hpp"
#include "core/dataset/lint/image_files.hpp"
#include "core/dataset/lint/label_maps.hpp"
#include "core/dataset/panoptic_objects.hpp"
#include "core/dataset/panoptic_references.hpp"
#include "core/dataset/reading.hpp"
#include "core/dataset/segment_ids.hpp"

namespace assay::dataset::lint {
namespace {

/// What the PNG of one annotation turned out to be.
struct ReadSegments {
  std::string fault;
  ImageSize size;
  std::map<std::int64_t, std::size_t> pixels;  // of each id but 0
};

void read_segments(const std::filesystem::path& path, std::int64_t max_pixels,
                   ReadSegments& segments) {
  try {
    const SegmentIds png = read_segment_ids(path, max_pixels);
    segments.size = {png.size.width, png.size.height};
    for (const std::int32_t id : png.ids) {
      if (id != 0) ++segments.pixels[id];
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::dataset && error.kind() != ErrorKind::io) throw;
    segments.fault = error.message();
  }
}

class PanopticLint {
 public:
  PanopticLint(const definition::Dataset& spec, definition::ProblemType task,
               const Options& options, Report& report)
      : spec_(spec),
        task_(task),
        name_(spec.annotations.string()),
        options_(options),
        report_(report) {}

  void run() {
    const std::size_t before = report_.findings.errors();
    Reading reading(report_.findings);
    file_ = read_panoptic_file(spec_.annotations, reading);
    Problems problems = reading.problems();
    references_ = resolve(file_, problems);
    if (task_ != definition::ProblemType::semantic_segmentation) {
      require_boxes(file_, references_, problems);
    }
    reading.settle(problems, name_, "");
    const bool is_whole = report_.findings.errors() == before;
    report_.images = file_.images.size();
    used_.resize(file_.categories.size());
    const auto seen = check_image_files();
    check_segments(seen);
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (used_[i] || !is_whole) continue;  // it may be that of a segment that was refused
      report_.findings.add(Rule::unused_category, Place(name_, "categories", i),
                           fmt::format("'{}' has no segments", file_.categories[i].category.name));
    }
  }

 private:
  using Sizes = std::vector<std::optional<ImageSize>>;

  /// The size of each image of the file.
  Sizes check_image_files() {
    std::vector<ImageEntry> entries;
    std::vector<std::size_t> image;
    for (std::size_t i = 0; i < file_.images.size(); ++i) {
      const CocoImage& one = file_.images[i];
      if (fault_in_file_name(one.file_name)) continue;
      image.push_back(i);
      entries.push_back({fmt::format("images[{}]", i), one.file_name, one.size});
    }
    const Sizes seen = check_images(entries, spec_, name_,
                                    {options_.decode_images, options_.threads}, report_.findings);
    Sizes sizes(file_.images.size());
    for (std::size_t i = 0; i < image.size(); ++i) {
      sizes[image[i]] = seen[i] ? seen[i] : entries[i].stated;
    }
    return sizes;
  }

  void check_segments(const Sizes& seen) {
    std::vector<ReadSegments> pngs(file_.annotations.size());
    const std::filesystem::path folder = panoptic_masks_folder(spec_);
    for_each_index(pngs.size(), options_.threads, [&](std::size_t i) {
      const std::string& name = file_.annotations[i].file_name;
      if (!fault_in_file_name(name)) read_segments(folder / name, spec_.max_pixels, pngs[i]);
    });
    for (std::size_t image = 0; image < file_.images.size(); ++image) {
      if (const auto annotation = references_.annotation_of_image[image]) {
        size_of_annotation_[*annotation] = seen[image];
      }
    }
    for (std::size_t i = 0; i < pngs.size(); ++i) {
      report_.annotations += file_.annotations[i].segments.size();
      if (!fault_in_file_name(file_.annotations[i].file_name)) judge(i, pngs[i]);
    }
  }

  void judge(std::size_t i, const ReadSegments& png) {
    const PanopticAnnotation& annotation = file_.annotations[i];
    const Place place(name_, "annotations", annotation.index);
    mark_used(annotation);
    if (!png.fault.empty()) {
      report_.findings.add(Rule::label_map, place,
                           fmt::format("{}: {}", annotation.file_name, png.fault));
      return;
    }
    const auto& size = size_of_annotation_[i];
    if (size && *size != png.size) {
      report_.findings.add(Rule::label_map_size, place,
                           fmt::format("{} has {}x{} pixels, its image {}x{}", annotation.file_name,
                                       png.size.width, png.size.height, size->width, size->height));
    }
    judge_segments(annotation, png, place);
  }

  void judge_segments(const PanopticAnnotation& annotation, const ReadSegments& png,
                      const Place& place) {
    std::map<std::int64_t, std::size_t> unexplained = png.pixels;
    for (const PanopticSegment& segment : annotation.segments) {
      const auto pixels = png.pixels.find(segment.id);
      unexplained.erase(segment.id);
      if (pixels == png.pixels.end()) {
        report_.findings.add(
            Rule::segment, place,
            fmt::format("the segment {} has no pixels in {}", segment.id, annotation.file_name));
        continue;
      }
      const auto counted = static_cast<double>(pixels->second);
      if (segment.area == 0 || std::abs(segment.area - counted) <= 0.1 * counted + 16) continue;
      report_.findings.add(Rule::area, place,
                           fmt::format("the area of segment {} is {:.6g}, it has {} pixels",
                                       segment.id, segment.area, pixels->second));
    }
    for (const auto& [id, pixels] : unexplained) {
      report_.findings.add(Rule::segment, place,
                           fmt::format("{} pixels of {} are of the segment {}, which is not in "
                                       "'segments_info'",
                                       pixels, annotation.file_name, id));
    }
  }

  void mark_used(const PanopticAnnotation& annotation) {
    for (const PanopticSegment& segment : annotation.segments) {
      const auto category = references_.category.find(segment.category_id);
      if (category != references_.category.end()) used_[category->second] = true;
    }
  }

  const definition::Dataset& spec_;
  definition::ProblemType task_;
  std::string name_;
  const Options& options_;
  Report& report_;
  PanopticFile file_;
  PanopticReferences references_;
  std::map<std::size_t, std::optional<ImageSize>> size_of_annotation_;
  std::vector<bool> used_;  // by category
};

}  // namespace

void check_panoptic(const definition::Dataset& spec, definition::ProblemType task,
                    const Options& options, Report& report) {
  PanopticLint(spec, task, options, report).run();
}

}  // namespace assay::dataset::lint
