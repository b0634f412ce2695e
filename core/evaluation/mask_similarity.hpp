// SPDX-License-Identifier: Apache-2.0
// Intersection over union of masks, in pixels; over the detection's pixels alone where the object
// is a crowd. Outlines are filled when their image and category is compared, and forgotten after.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/dataset/shapes.hpp"
#include "core/evaluation/coco_input.hpp"
#include "core/evaluation/similarity.hpp"
#include "core/image/run_lengths.hpp"

namespace assay::evaluation {

using ImageSizes = std::unordered_map<std::int64_t, image::Size>;  // by image id

/// What the masks of a CocoInput are. Nothing is owned.
struct MaskInput {
  const ImageSizes& sizes;                            // polygons are filled in images of these
  const dataset::Shapes& objects;                     // Annotation::shape is in here
  const dataset::Shapes& detections;                  // and of these
  std::span<const std::uint32_t> shape_of_detection;  // of each of CocoInput::detections
};

/// Equals maskApi's rleIou bit for bit. Masks of unequal size match nothing. Every annotation and
/// detection has a shape, and each image a size. What the inputs refer to must outlive it.
class MaskSimilarity final : public Similarity {
 public:
  MaskSimilarity(const CocoInput& input, const MaskInput& masks);

  void fill(const Pairs& pairs, double lowest, std::span<double> overlaps) override;

 private:
  struct Mask {
    image::RunLengths runs;
    image::MaskBox box;
    std::uint64_t area = 0;
    bool crowd = false;
  };

  Mask make_mask(const dataset::Shapes& shapes, std::uint32_t shape, std::int64_t image_id) const;

  CocoInput input_;
  MaskInput masks_;
  std::vector<Mask> objects_;
};

}  // namespace assay::evaluation
