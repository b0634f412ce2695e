// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/enhance/moved_content.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/dataset/datapoint_id.hpp"

namespace assay::pipeline {
namespace {

using dataset::Annotation;
using dataset::convert::Content;
using dataset::convert::Target;

/// Nobody can place a label more exactly, and files stay small.
double rounded(double pixels) {
  constexpr double kSteps = 1000;
  return std::round(pixels * kSteps) / kSteps;
}

std::string what_becomes_of_remains(Target to) {
  std::string what = "objects of which too little is left to be seen ";
  switch (to) {
    case Target::coco:
      return what + "became crowds (iscrowd 1), which need not be found";
    case Target::voc:
      return what + "became difficult objects, which need not be found";
    case Target::yolo:
      return what + "are left out";
  }
  return what;
}

class ContentBuilder {
 public:
  ContentBuilder(const Content& source, Target to, dataset::convert::Losses& losses)
      : source_(source), to_(to), losses_(losses) {
    content_.class_numbers = source.class_numbers;
    content_.chosen_categories = source.chosen_categories;
    content_.boxes_count = source.boxes_count;
    content_.dataset.name = source.dataset.name;
    content_.dataset.categories = source.dataset.categories;
    content_.dataset.ids_are_class_indices = source.dataset.ids_are_class_indices;
  }

  void add(const Copy& copy, const MadeCopy& made) {
    add_image(copy, made);
    if (copy.is_original()) {
      for (const std::size_t i : source_.images[copy.datapoint].objects) {
        keep_shape(source_.truth().annotations[i].shape, add_annotation(i));
      }
    }
    for (const stress::Object& object : made.objects) add_object(object);
    for (std::size_t i = 0; i < made.masks_dropped; ++i) {
      losses_.add("masks are left out: they are of another size than their image");
    }
  }

  Content finish() {
    content_.dataset.truth = std::move(truth_);
    return std::move(content_);
  }

 private:
  void add_image(const Copy& copy, const MadeCopy& made) {
    const dataset::ImageSize size{made.size.width, made.size.height};
    const auto& stated = source_.dataset.datapoints[copy.datapoint].size;
    const std::string id = dataset::datapoint_id(copy.name);
    content_.images.push_back({copy.name, id, {}, size, {}});
    content_.dataset.datapoints.push_back({id,
                                           static_cast<std::int64_t>(content_.images.size()),
                                           {},
                                           copy.is_original() ? stated : std::optional(size)});
  }

  /// The source's, of the last image, without its shape.
  Annotation& add_annotation(std::size_t source) {
    content_.images.back().objects.push_back(truth_.annotations.size());
    const Annotation& old = source_.truth().annotations[source];
    Annotation& annotation = truth_.annotations.emplace_back(old);
    annotation.id = static_cast<std::int64_t>(truth_.annotations.size());
    annotation.image_id = static_cast<std::int64_t>(content_.images.size());
    annotation.shape = dataset::kNoShape;
    annotation.keypoint_begin = static_cast<std::uint32_t>(truth_.keypoints.size() / 3);
    const auto& triples = source_.truth().keypoints;
    truth_.keypoints.insert(truth_.keypoints.end(),
                            triples.begin() + 3 * std::ptrdiff_t{old.keypoint_begin},
                            triples.begin() + 3 * std::ptrdiff_t{old.keypoint_end});
    annotation.keypoint_end = static_cast<std::uint32_t>(truth_.keypoints.size() / 3);
    return annotation;
  }

  void keep_shape(std::uint32_t shape, Annotation& annotation) {
    const dataset::Shapes& shapes = source_.truth().shapes;
    if (shape == dataset::kNoShape) return;
    if (!shapes.is_polygons(shape)) {
      annotation.shape =
          truth_.shapes.add_run_lengths(shapes.mask(shape, shapes.size_of_run_lengths(shape)));
      return;
    }
    annotation.shape = truth_.shapes.begin_polygons();
    for (std::size_t i = 0; i < shapes.polygon_count(shape); ++i) {
      truth_.shapes.add_polygon(shapes.polygon(shape, i));
    }
  }

  void add_object(const stress::Object& object) {
    const Annotation& old = source_.truth().annotations[object.annotation];
    const bool remains = object.ignored && !old.is_crowd && !old.is_difficult;
    if (remains) losses_.add(what_becomes_of_remains(to_));
    if (remains && to_ == Target::yolo) return;
    Annotation& annotation = add_annotation(object.annotation);
    if (remains) (to_ == Target::coco ? annotation.is_crowd : annotation.is_difficult) = true;
    set_box(object, annotation);
    set_shape(object, annotation);
    set_keypoints(object, annotation);
  }

  static void set_box(const stress::Object& object, Annotation& annotation) {
    const stress::Box& box = object.box.outer;
    const bool stays =
        box == stress::Box{annotation.x, annotation.y, annotation.x + annotation.width,
                           annotation.y + annotation.height};
    if (stays) return;
    annotation.x = rounded(box.x1);
    annotation.y = rounded(box.y1);
    annotation.width = rounded(rounded(box.x2) - annotation.x);
    annotation.height = rounded(rounded(box.y2) - annotation.y);
    annotation.area = object.filled == 1
                          ? annotation.width * annotation.height
                          : rounded(object.filled * annotation.width * annotation.height);
  }

  void set_shape(const stress::Object& object, Annotation& annotation) {
    if (object.mask) {
      annotation.shape = truth_.shapes.add_run_lengths(*object.mask);
    } else if (!object.polygons.empty()) {
      annotation.shape = truth_.shapes.begin_polygons();
      for (stress::Polygon polygon : object.polygons) {
        std::transform(polygon.begin(), polygon.end(), polygon.begin(), rounded);
        truth_.shapes.add_polygon(polygon);
      }
    }
  }

  void set_keypoints(const stress::Object& object, Annotation& annotation) {
    std::size_t next = 3 * std::size_t{annotation.keypoint_begin};
    std::uint32_t labelled = 0;
    bool changed = false;
    for (const stress::Keypoint& keypoint : object.keypoints) {
      for (const double value :
           {rounded(keypoint.x), rounded(keypoint.y), static_cast<double>(keypoint.visibility)}) {
        changed = changed || truth_.keypoints[next] != value;
        truth_.keypoints[next++] = value;
      }
      if (keypoint.visibility > 0) ++labelled;
    }
    if (changed) annotation.labelled_keypoints = labelled;
  }

  const Content& source_;
  Target to_;
  dataset::convert::Losses& losses_;
  Content content_;
  dataset::InstanceTruth truth_;
};

}  // namespace

Content moved_content(const SourceData& source, std::span<const Copy> copies,
                      const MadeCopies& made, Target to, dataset::convert::Losses& losses) {
  ContentBuilder builder(*source.objects, to, losses);
  for (std::size_t i = 0; i < copies.size(); ++i) {
    if (made.copies[i]) builder.add(copies[i], *made.copies[i]);
  }
  return builder.finish();
}

}  // namespace assay::pipeline
