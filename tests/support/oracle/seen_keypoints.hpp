// SPDX-License-Identifier: Apache-2.0
// Where keypoints are seen after a motion, found from the image's side.
#pragma once

#include <vector>

#include "core/stress/annotation/motion.hpp"
#include "core/stress/annotation/object.hpp"

namespace oracle {

/// Of all keypoints of all objects, in order, the nearest place of the image that has been seen so
/// far: rows of positions are shown one after the other.
class SeenKeypoints {
 public:
  explicit SeenKeypoints(const std::vector<assay::stress::Object>& objects);

  /// A position of the transformed image, and where it comes from; not what is `away`.
  void look(double x, double y, double from_x, double from_y);

  /// Of each object x, y and 1 of each keypoint that is in the image; elsewhere zeros. Mirrored
  /// ones are called by their looks.
  std::vector<std::vector<double>> found(const assay::stress::Motion& motion,
                                         assay::image::Size size) const;

 private:
  struct Nearest {
    double wanted_x = 0, wanted_y = 0;
    double x = 0, y = 0;
    double distance = 1e9;  // of where it comes from to where it should
  };

  Nearest refined(const Nearest& from, const assay::stress::Motion& motion,
                  assay::image::Size size) const;

  const std::vector<assay::stress::Object>& objects_;
  std::vector<Nearest> nearest_;
};

}  // namespace oracle
