// SPDX-License-Identifier: Apache-2.0
// Rules about one object of an image. Numbers are pixels; a size that nobody knows is nullopt, and
// what depends on it is not checked.
#pragma once

#include <optional>
#include <span>

#include "core/dataset/dataset.hpp"
#include "core/dataset/lint/finding.hpp"

namespace assay::dataset::lint {

/// Tools round, and count pixels from 0 or 1: so far outside of the image is no finding.
constexpr double kSlack = 1.0;

/// An object's image and place, and whether the task reads its outline or keypoints: what is wrong
/// with those is a warning where it does not.
struct ObjectContext {
  std::optional<ImageSize> size;
  Place place;
  bool reads_shapes = true;
  bool reads_keypoints = true;

  Severity of_shapes() const { return reads_shapes ? Severity::error : Severity::warning; }
  Severity of_keypoints() const { return reads_keypoints ? Severity::error : Severity::warning; }
};

/// Negative and empty boxes, and boxes outside of the image.
void check_box(const Annotation& object, const ObjectContext& context, Findings& findings);

/// The shape's size and where it lies. Nothing for an object without one.
void check_outline(const Annotation& object, const Shapes& shapes, const ObjectContext& context,
                   Findings& findings);

/// The box against the one around the outline, both within the image: a side is more than 4 pixels
/// off, and their IoU is below .75. Not for crowds.
void check_box_of_outline(const Annotation& object, const Shapes& shapes,
                          const ObjectContext& context, Findings& findings);

/// `area` against the outline, else against the box. With an outline: more than a tenth and more
/// than 16 pixels, beside half of its border, from the pixels in it. Without: more than the box
/// holds, by more than a hundredth and a pixel; less is no fault, since an outline that is not in
/// the file may have been measured.
void check_area(const Annotation& object, const Shapes& shapes, const ObjectContext& context,
                Findings& findings);

/// Triples x, y, v of the object: flags, places, and num_keypoints.
void check_keypoints(const Annotation& object, std::span<const double> triples,
                     const ObjectContext& context, Findings& findings);

}  // namespace assay::dataset::lint
