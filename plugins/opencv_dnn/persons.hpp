// SPDX-License-Identifier: Apache-2.0
// Where the persons are whose keypoints are looked for: a detector finds them, a file lists them,
// or the whole image is one.
#pragma once

#include <assay/sdk.hpp>

#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "coco_boxes.hpp"
#include "detection.hpp"
#include "network.hpp"
#include "preprocess.hpp"

namespace opencv_dnn {

class PersonSource {
 public:
  virtual ~PersonSource() = default;
  /// Boxes in pixels of the datapoint's image. Throws assay::Error where it cannot tell.
  virtual std::vector<ScoredBox> find(const assay::Datapoint& datapoint) = 0;
  /// False where boxes are not found but taken for granted.
  virtual bool knows_boxes() const { return true; }
};

struct PersonDetectorOptions {
  NetworkOptions network;
  InputOptions input;
  DetectionOptions detection;
  int person_class = 0;  // index of the class in the detector's order
};

std::unique_ptr<PersonSource> persons_detected(const PersonDetectorOptions& options,
                                               const assay::Context& context);
/// Looks the datapoint's id up among the file names. Boxes follow an image that was resized.
std::unique_ptr<PersonSource> persons_listed(const BoxFileOptions& options);
std::unique_ptr<PersonSource> whole_image();

}  // namespace opencv_dnn
