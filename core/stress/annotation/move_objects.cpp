// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/move_objects.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/stress/annotation/box_sides.hpp"
#include "core/stress/annotation/follow.hpp"
#include "core/stress/annotation/keypoint_sides.hpp"
#include "core/stress/annotation/move_masks.hpp"
#include "core/stress/annotation/move_outline.hpp"
#include "core/stress/annotation/move_points.hpp"
#include "core/stress/warp/homography.hpp"

namespace assay::stress {
namespace {

/// What a resampling may add to or take from each edge, in pixels of the image before it: a pixel
/// belongs to an object or it does not, and what is thin fades.
constexpr double kResampled = 1;

/// Whether every pixel of the image before is one of the image after, or lost.
bool keeps_pixels(const Warp& warp) {
  const Homography* homography = warp.homography();
  if (homography == nullptr) return false;
  const Matrix3& m = homography->forward_matrix();
  return std::abs(m[0]) == 1 && std::abs(m[4]) == 1 && m[1] == 0 && m[3] == 0 && m[6] == 0 &&
         m[7] == 0 && m[2] == std::floor(m[2]) && m[5] == std::floor(m[5]);
}

/// How many pixels on each side of an edge are in doubt.
struct Doubt {
  double pixels = 0;
  double growth = 0;       // more for each pixel from the image's middle
  bool resampled = false;  // then a pixel of the first image, too, as large as it is seen

  /// Of single points so far from the middle.
  double of_points(double distance) const { return pixels + growth * distance; }
  double of_edges(double distance, double magnification) const {
    return of_points(distance) + (resampled ? kResampled * magnification : 0);
  }
};

double farthest_from_middle(const Box& box, const Box& frame) {
  const double x = (frame.x1 + frame.x2) / 2;
  const double y = (frame.y1 + frame.y2) / 2;
  return std::hypot(std::max(std::abs(box.x1 - x), std::abs(box.x2 - x)),
                    std::max(std::abs(box.y1 - y), std::abs(box.y2 - y)));
}

Doubt doubt_of(const Motion& motion) {
  Doubt doubt;
  for (const auto& step : motion) {
    if (const auto* loosened = std::get_if<Loosened>(&step)) {
      doubt.pixels += loosened->pixels;
      doubt.growth += loosened->growth;
    }
    const auto* link = std::get_if<ChainLink>(&step);
    if (link == nullptr) continue;
    doubt.pixels += link->warp->tolerance();
    doubt.resampled = doubt.resampled || !keeps_pixels(*link->warp);
  }
  return doubt;
}

/// The outline of an object, or of its box.
std::vector<Polygon> outlines_of(const Object& object) {
  if (!object.polygons.empty()) return object.polygons;
  const Box& box = object.box.outer;
  return {{box.x1, box.y1, box.x2, box.y1, box.x2, box.y2, box.x1, box.y2}};
}

WholeMove whole_move_of(const Object& object, const WarpChain& warps) {
  WholeMove all;
  for (const Polygon& outline : outlines_of(object)) {
    const WholeMove move = whole_move(warps, outline);
    all.magnification = std::max(all.magnification, move.magnification);
    if (!move.around) continue;
    const Box box = all.around.value_or(*move.around);
    all.around = Box{std::min(box.x1, move.around->x1), std::min(box.y1, move.around->y1),
                     std::max(box.x2, move.around->x2), std::max(box.y2, move.around->y2)};
  }
  return all;
}

/// Anywhere about where something is, as far as that is in doubt; nullopt: not in the image.
std::optional<BoxRange> somewhere_near(const WholeMove& move, double doubt, const Box& frame) {
  if (!move.around) return std::nullopt;
  const Box& box = *move.around;
  const Box near{std::max(frame.x1, box.x1 - doubt), std::max(frame.y1, box.y1 - doubt),
                 std::min(frame.x2, box.x2 + doubt), std::min(frame.y2, box.y2 + doubt)};
  if (near.x1 >= near.x2 || near.y1 >= near.y2) return std::nullopt;
  return BoxRange{near, {near.x2, near.y2, near.x1, near.y1}};
}

/// What has left the image, but by no more than is in doubt: some of it may be seen at the edge.
std::optional<BoxRange> at_the_edge(const WholeMove& move, double doubt, const Box& frame) {
  if (!move.around) return std::nullopt;
  const Box& box = *move.around;
  const bool apart =
      box.x2 <= frame.x1 || box.y2 <= frame.y1 || box.x1 >= frame.x2 || box.y1 >= frame.y2;
  if (!apart) return std::nullopt;  // an image on the way has lost it, and it does not come back
  return somewhere_near(move, doubt, frame);
}

BoxRange loosened(const BoxRange& range, double pixels, const Box& frame) {
  const Box& outer = range.outer;
  const Box& inner = range.inner;
  return {{std::max(frame.x1, outer.x1 - pixels), std::max(frame.y1, outer.y1 - pixels),
           std::min(frame.x2, outer.x2 + pixels), std::min(frame.y2, outer.y2 + pixels)},
          {inner.x1 + pixels, inner.y1 + pixels, inner.x2 - pixels, inner.y2 - pixels}};
}

/// The object may end anywhere between what is known to be seen and its own box.
BoxRange reduced(const BoxRange& range, const Box& seen) {
  return {range.outer,
          {std::max(range.inner.x1, seen.x1), std::max(range.inner.y1, seen.y1),
           std::min(range.inner.x2, seen.x2), std::min(range.inner.y2, seen.y2)}};
}

double area_of(const Box& box) {
  return (box.x2 - box.x1) * (box.y2 - box.y1);
}

/// What is left of an object's shape; false where nothing is.
bool move_shape(Object& object, const WarpChain& warps, image::Size size) {
  if (!object.polygons.empty()) {
    auto moved = move_outline(std::move(object.polygons), warps, size);
    if (!moved) return false;
    object.polygons = std::move(moved->polygons);
    object.box = moved->box;
    object.visible *= moved->visible;
    return true;
  }
  BoxSides sides(object.box.outer);
  for (const ChainLink& link : warps) sides.move(*link.warp, size);
  const auto range = sides.range(size);
  if (!range) return false;
  object.visible *= sides.visible(size);
  object.ignored = object.ignored || !sides.shows_something();
  object.box = *range;
  return true;
}

void move_all_masks(std::vector<Object>& objects, const WarpChain& warps, image::Size size,
                    Workspace& workspace) {
  std::vector<Object*> masked;
  std::vector<image::RunLengths> masks;
  for (Object& object : objects) {
    if (!object.mask) continue;
    masked.push_back(&object);
    masks.push_back(*object.mask);
  }
  auto moved = move_masks(masks, warps, size, workspace);
  for (std::size_t i = 0; i < masked.size(); ++i) {
    Object& object = *masked[i];
    const image::MaskBox box = image::bounding_box(moved[i].mask);
    object.box.outer = {box.x, box.y, box.x + box.width, box.y + box.height};
    object.box.inner = object.box.outer;
    object.visible *= moved[i].visible;
    object.mask = std::move(moved[i].mask);
  }
}

void move_keypoints(Object& object, const Motion& motion, image::Size size) {
  for (Keypoint& keypoint : object.keypoints) {
    if (keypoint.visibility == 0) continue;
    // A keypoint is a pixel, whose middle is half a pixel further.
    const Followed followed = follow({keypoint.x + 0.5, keypoint.y + 0.5}, motion, size);
    if (followed.fate == Followed::Fate::lost) {
      keypoint = {};
      continue;
    }
    const int hidden = followed.fate == Followed::Fate::hidden ? 1 : keypoint.visibility;
    keypoint = {followed.end.x - 0.5, followed.end.y - 0.5, hidden};
  }
}

/// What is left becomes what is right: models tell sides by what they look like.
void swap_sides(Object& object) {
  std::vector<Keypoint> swapped;
  for (const std::size_t other : object.opposite) swapped.push_back(object.keypoints[other]);
  object.keypoints = std::move(swapped);
}

/// Of an object of which nothing is to be seen, by what is known of it: somewhere some of it may be
/// nevertheless.
std::optional<BoxRange> traces_of(const Object& object, const WholeMove& move, double doubt,
                                  const Box& frame) {
  // The middle of no pixel shows it, but parts of pixels may. Its box, which was moved, is wider
  // than it is, and does not tell whether it is beyond the edge.
  return object.mask ? somewhere_near(move, doubt, frame) : at_the_edge(move, doubt, frame);
}

/// What is known of an object before it is moved.
struct Before {
  double area = 0;
  double distance = 0;  // from the image's middle, at most
  WholeMove move;
  Uncovered uncovered;
  bool mirrored = false;  // its keypoints change sides
};

/// Of an object of which nothing is asked any more.
Object remains_of(const Object& object, const BoxRange& box) {
  Object remains;
  remains.annotation = object.annotation;
  remains.category_id = object.category_id;
  remains.box = box;
  remains.ignored = true;
  remains.visible = 0;
  return remains;
}

/// To next to nothing: what is small to begin with may fade, too.
bool has_shrunk(double before, double after, const VisibilityRules& rules) {
  return after < rules.least_area &&
         (before >= rules.least_area || after < rules.least_part * before);
}

/// Moves the object's shape, unless its mask has been; false where nothing of it is left.
bool is_left(Object& object, const WarpChain& warps, image::Size size) {
  if (warps.empty()) return object.visible > 0;
  if (object.mask) return object.visible > 0 && image::area(*object.mask) > 0;
  return move_shape(object, warps, size) && object.visible > 0;
}

bool hides(const Motion& motion) {
  return std::any_of(motion.begin(), motion.end(),
                     [](const auto& step) { return std::holds_alternative<Hidden>(step); });
}

}  // namespace

std::vector<Object> move_objects(std::vector<Object> objects, const Motion& motion,
                                 image::Size size, const VisibilityRules& rules,
                                 Workspace& workspace) {
  const WarpChain warps = warps_of(motion);
  const Doubt doubt = doubt_of(motion);
  const Box frame = frame_of(size);
  std::vector<Before> before;
  for (const Object& object : objects) {
    const Box& box = object.box.outer;
    before.push_back(
        {area_of(box), farthest_from_middle(box, frame), whole_move_of(object, warps), {}});
    before.back().mirrored = !object.opposite.empty() && are_mirrored(object.keypoints, warps);
    if (hides(motion)) before.back().uncovered = uncovered_by(object, motion, size);
  }
  if (!warps.empty()) move_all_masks(objects, warps, size, workspace);
  std::vector<Object> result;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    Object& object = objects[i];
    const auto& [area, start, move, uncovered, mirrored] = before[i];
    // It may be anywhere on its way when something grows about the middle.
    const double distance =
        std::max(start, move.around ? farthest_from_middle(*move.around, frame) : 0);
    const double pixels = doubt.of_edges(distance, move.magnification);
    if (!is_left(object, warps, size)) {
      const auto traces = traces_of(object, move, pixels, frame);
      if (traces) result.push_back(remains_of(object, *traces));
      continue;
    }
    if (uncovered.part <= 0) {  // but a little may be seen between the points that were followed
      result.push_back(remains_of(object, object.box));
      continue;
    }
    object.visible *= uncovered.part;
    const bool shrunk = has_shrunk(area, area_of(object.box.outer), rules);
    if (uncovered.part < 1) object.box = reduced(object.box, uncovered.around);
    if (pixels > 0) object.box = loosened(object.box, pixels, frame);
    move_keypoints(object, motion, size);
    if (mirrored) swap_sides(object);
    object.ignored = object.ignored || object.visible < rules.least_visible || shrunk;
    object.edge_doubt = pixels;
    object.place_doubt = doubt.of_points(distance);
    result.push_back(std::move(object));
  }
  return result;
}

}  // namespace assay::stress
