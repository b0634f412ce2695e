// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/objects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::dataset::lint {
namespace {

/// Left, top, right and bottom of something.
struct Extent {
  double left, top, right, bottom;
};

bool is_outside(const Extent& extent, const ImageSize& size) {
  return extent.left >= static_cast<double>(size.width) ||
         extent.top >= static_cast<double>(size.height) || extent.right <= 0 || extent.bottom <= 0;
}

/// By how many pixels it reaches over the image's border.
double overhang(const Extent& extent, const ImageSize& size) {
  return std::max({-extent.left, -extent.top, extent.right - static_cast<double>(size.width),
                   extent.bottom - static_cast<double>(size.height)});
}

std::string words(const Extent& extent, const ImageSize& size) {
  return fmt::format("x {:.6g} to {:.6g}, y {:.6g} to {:.6g} of an image of {}x{}", extent.left,
                     extent.right, extent.top, extent.bottom, size.width, size.height);
}

/// Around all corners of an outline; nullopt for run lengths, which lie in their image.
std::optional<Extent> extent_of(const Shapes& shapes, std::uint32_t shape) {
  std::optional<Extent> extent;
  for (std::size_t p = 0; p < shapes.polygon_count(shape); ++p) {
    const auto corners = shapes.polygon(shape, p);
    for (std::size_t i = 0; i + 1 < corners.size(); i += 2) {
      const double x = corners[i], y = corners[i + 1];
      if (!extent) extent = Extent{x, y, x, y};
      extent = Extent{std::min(extent->left, x), std::min(extent->top, y),
                      std::max(extent->right, x), std::max(extent->bottom, y)};
    }
  }
  return extent;
}

/// Around the outline; nullopt where nothing is in it.
std::optional<Extent> outline_box(const Shapes& shapes, std::uint32_t shape) {
  if (shapes.is_polygons(shape)) return extent_of(shapes, shape);
  const image::RunLengths mask = shapes.mask(shape, {});
  if (image::area(mask) == 0) return std::nullopt;
  const image::MaskBox box = image::bounding_box(mask);
  return Extent{box.x, box.y, box.x + box.width, box.y + box.height};
}

Extent within(const Extent& extent, const ImageSize& size) {
  const auto width = static_cast<double>(size.width);
  const auto height = static_cast<double>(size.height);
  return {std::clamp(extent.left, 0.0, width), std::clamp(extent.top, 0.0, height),
          std::clamp(extent.right, 0.0, width), std::clamp(extent.bottom, 0.0, height)};
}

double area_of(const Extent& extent) {
  return std::max(0.0, extent.right - extent.left) * std::max(0.0, extent.bottom - extent.top);
}

bool contradict(const Extent& a, const Extent& b) {
  constexpr double kPixels = 4, kLeastIou = .75;
  const double off = std::max({std::abs(a.left - b.left), std::abs(a.top - b.top),
                               std::abs(a.right - b.right), std::abs(a.bottom - b.bottom)});
  const double both = area_of({std::max(a.left, b.left), std::max(a.top, b.top),
                               std::min(a.right, b.right), std::min(a.bottom, b.bottom)});
  return off > kPixels && both < kLeastIou * (area_of(a) + area_of(b) - both);
}

/// Area and border of the polygons of a shape, as if they did not overlap.
struct Measure {
  double area = 0;
  double border = 0;
};

Measure measure_polygons(const Shapes& shapes, std::uint32_t shape) {
  Measure measure;
  for (std::size_t p = 0; p < shapes.polygon_count(shape); ++p) {
    const auto corners = shapes.polygon(shape, p);
    double twice = 0;
    for (std::size_t i = 0; i + 1 < corners.size(); i += 2) {
      const std::size_t next = i + 2 < corners.size() ? i + 2 : 0;
      twice += corners[i] * corners[next + 1] - corners[next] * corners[i + 1];
      measure.border += std::hypot(corners[next] - corners[i], corners[next + 1] - corners[i + 1]);
    }
    measure.area += std::abs(twice) / 2;
  }
  return measure;
}

bool differs(double stated, double measured, double border) {
  constexpr double kPixels = 16;
  const double tolerance = std::max(0.1 * measured, kPixels + border / 2);
  return std::abs(stated - measured) > tolerance;
}

void check_outlined_area(const Annotation& object, const Shapes& shapes,
                         const ObjectContext& context, Findings& findings) {
  const auto add = [&](double measured) {
    findings.add(
        Rule::area, context.place,
        fmt::format("area is {:.6g}, its outline holds {:.6g} pixels", object.area, measured));
  };
  if (!shapes.is_polygons(object.shape)) {
    const auto pixels = static_cast<double>(image::area(shapes.mask(object.shape, {})));
    if (differs(object.area, pixels, 0)) add(pixels);
    return;
  }
  const Measure measure = measure_polygons(shapes, object.shape);
  if (!differs(object.area, measure.area, measure.border)) return;
  // Polygons that overlap or leave the image hold less: filling them is exact, and slow.
  if (!context.size || context.size->width * context.size->height > INT32_MAX) return;
  const auto pixels = static_cast<double>(
      image::area(shapes.mask(object.shape, {context.size->width, context.size->height})));
  if (differs(object.area, pixels, measure.border)) add(pixels);
}

}  // namespace

void check_box(const Annotation& object, const ObjectContext& context, Findings& findings) {
  if (object.width < 0 || object.height < 0) {
    findings.add(Rule::negative_size, context.place,
                 fmt::format("the box has width {} and height {}", object.width, object.height));
    return;
  }
  if (object.width == 0 || object.height == 0) {
    findings.add(Rule::empty_box, context.place,
                 fmt::format("the box has width {} and height {}", object.width, object.height));
  }
  if (!context.size) return;
  const Extent extent{object.x, object.y, object.x + object.width, object.y + object.height};
  if (is_outside(extent, *context.size)) {
    findings.add(Rule::box_outside, context.place, words(extent, *context.size));
  } else if (const double over = overhang(extent, *context.size); over > kSlack) {
    findings.add(Rule::box_partly_outside, context.place,
                 fmt::format("by {:.6g} pixels: {}", over, words(extent, *context.size)));
  }
}

void check_outline(const Annotation& object, const Shapes& shapes, const ObjectContext& context,
                   Findings& findings) {
  if (object.shape == kNoShape || !context.size) return;
  if (!shapes.is_polygons(object.shape)) {
    const image::Size size = shapes.size_of_run_lengths(object.shape);
    if (ImageSize{size.width, size.height} == *context.size) return;
    findings.add(Rule::outline_size, context.place,
                 fmt::format("the run lengths are of {}x{} pixels, the image has {}x{}", size.width,
                             size.height, context.size->width, context.size->height),
                 context.of_shapes());
    return;
  }
  const auto extent = extent_of(shapes, object.shape);
  if (!extent) return;
  if (is_outside(*extent, *context.size)) {
    findings.add(Rule::outline_outside, context.place, words(*extent, *context.size),
                 context.of_shapes());
  } else if (const double over = overhang(*extent, *context.size); over > kSlack) {
    findings.add(Rule::outline_partly_outside, context.place,
                 fmt::format("by {:.6g} pixels: {}", over, words(*extent, *context.size)));
  }
}

void check_box_of_outline(const Annotation& object, const Shapes& shapes,
                          const ObjectContext& context, Findings& findings) {
  if (object.shape == kNoShape || object.is_crowd || !context.size) return;
  if (object.width <= 0 || object.height <= 0) return;  // told already
  const auto around = outline_box(shapes, object.shape);
  const Extent stated{object.x, object.y, object.x + object.width, object.y + object.height};
  const ImageSize& size = *context.size;
  if (!around || is_outside(*around, size) || is_outside(stated, size)) return;
  if (!contradict(within(stated, size), within(*around, size))) return;
  findings.add(
      Rule::box_outline, context.place,
      fmt::format("the box is x {:.6g} to {:.6g}, y {:.6g} to {:.6g}, its outline {}", stated.left,
                  stated.right, stated.top, stated.bottom, words(*around, size)));
}

void check_area(const Annotation& object, const Shapes& shapes, const ObjectContext& context,
                Findings& findings) {
  if (object.area < 0) {
    findings.add(Rule::negative_area, context.place, fmt::format("area is {}", object.area));
    return;
  }
  if (object.is_crowd) return;  // ignored, whatever its area
  if (object.shape != kNoShape) {
    check_outlined_area(object, shapes, context, findings);
    return;
  }
  const double box = object.width * object.height;
  if (object.width <= 0 || object.height <= 0) return;  // told already
  if (object.area > 1.01 * box + 1) {
    findings.add(
        Rule::area, context.place,
        fmt::format("area is {:.6g}, more than the {:.6g} pixels of its box", object.area, box));
  } else if (object.area == 0) {
    findings.add(Rule::area, context.place,
                 fmt::format("area is 0, its box holds {:.6g} pixels", box));
  }
}

void check_keypoints(const Annotation& object, std::span<const double> triples,
                     const ObjectContext& context, Findings& findings) {
  std::size_t labelled = 0;
  for (std::size_t i = 0; i + 2 < triples.size(); i += 3) {
    const double x = triples[i], y = triples[i + 1], flag = triples[i + 2];
    if (flag > 0) ++labelled;
    if (flag != 0 && flag != 1 && flag != 2) {
      findings.add(Rule::keypoint_flag, context.place,
                   fmt::format("the keypoint {} has the flag {}", i / 3, flag));
    }
    if (flag <= 0 || !context.size) continue;
    if (overhang({x, y, x, y}, *context.size) <= kSlack) continue;
    findings.add(Rule::keypoint_outside, context.place,
                 fmt::format("the keypoint {} is at ({:.6g}, {:.6g}) of an image of {}x{}", i / 3,
                             x, y, context.size->width, context.size->height));
  }
  if (labelled == object.labelled_keypoints) return;
  findings.add(Rule::keypoint_count, context.place,
               fmt::format("num_keypoints is {}, but {} keypoints are labelled",
                           object.labelled_keypoints, labelled),
               context.of_keypoints());
}

}  // namespace assay::dataset::lint
