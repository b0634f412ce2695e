// SPDX-License-Identifier: Apache-2.0
#include "label_map.hpp"

#include <assay/sdk/error.hpp>

#include <cmath>

#include "network.hpp"
#include "resample.hpp"

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

cv::Mat channel_of(const cv::Mat& scores, int channel) {
  return cv::Mat(scores.size[2], scores.size[3], CV_32F,
                 const_cast<float*>(scores.ptr<float>(0, channel)));
}

/// One channel at the size at which classes are chosen: the input's, or the part of the image that
/// the input shows.
class Scaling {
 public:
  Scaling(const cv::Mat& scores, const Placement& placement, const LabelOptions& options)
      : content_(content_of(placement)), input_(placement.input) {
    const auto line = options.align_corners ? with_corners_aligned : with_edges_aligned;
    to_input_x_ = line(scores.size[3], input_.width);
    to_input_y_ = line(scores.size[2], input_.height);
    if (!options.at_image) return;
    part_ = shown_of(placement);
    to_image_x_ = with_edges_aligned(placement.scaled.width, placement.image.width);
    to_image_y_ = with_edges_aligned(placement.scaled.height, placement.image.height);
    to_image_x_.start -= content_.x - placement.offset_x;
    to_image_y_.start -= content_.y - placement.offset_y;
  }

  cv::Mat scaled(const cv::Mat& channel) const {
    if (part_.empty()) return resampled(channel, to_input_x_, to_input_y_, {{}, input_});
    return resampled(resampled(channel, to_input_x_, to_input_y_, content_), to_image_x_,
                     to_image_y_, part_);
  }
  /// Labels of that size in the image, `outside` around them.
  cv::Mat in_image(const cv::Mat& labels, const Placement& placement, int outside) const {
    if (part_.empty()) return map_in_image(labels, placement, outside);
    cv::Mat whole(placement.image, labels.type(), cv::Scalar::all(outside));
    labels.copyTo(whole(part_));
    return whole;
  }

 private:
  cv::Rect content_;
  cv::Size input_;
  cv::Rect part_;  // of the image; empty: classes are chosen at the input's size
  Line to_input_x_, to_input_y_, to_image_x_, to_image_y_;
};

/// Channel by channel, so that only two planes of scores exist at a time.
cv::Mat best_channels(const cv::Mat& scores, const Scaling& scaling) {
  cv::Mat best = scaling.scaled(channel_of(scores, 0));
  cv::Mat labels(best.size(), scores.size[1] > 256 ? CV_32S : CV_8U, cv::Scalar::all(0));
  for (int channel = 1; channel < scores.size[1]; ++channel) {
    const cv::Mat next = scaling.scaled(channel_of(scores, channel));
    const cv::Mat better = next > best;
    next.copyTo(best, better);
    labels.setTo(channel, better);
  }
  return labels;
}

void require_probabilities(const cv::Mat& channel) {
  double least = 0, greatest = 0;
  cv::minMaxLoc(channel, &least, &greatest);
  if (least >= 0 && greatest <= 1) return;
  throw Error(Status::argument,
              "the output's one channel has values beyond 0..1, which are no "
              "probabilities: set 'sigmoid: true' where they are logits");
}

cv::Mat above_threshold(const cv::Mat& scores, const Scaling& scaling,
                        const LabelOptions& options) {
  const cv::Mat channel = channel_of(scores, 0);
  if (!options.sigmoid) require_probabilities(channel);
  cv::Mat values = channel.clone();
  if (options.sigmoid) {
    values.forEach<float>(
        [](float& value, const int*) { value = 1.0f / (1.0f + std::exp(-value)); });
  }
  return (scaling.scaled(values) > options.threshold) & 1;
}

}  // namespace

cv::Mat labels_of(const cv::Mat& scores, const Placement& placement, const LabelOptions& options) {
  if (scores.dims != 4 || scores.size[0] != 1 || scores.total() == 0) {
    throw Error(Status::argument, "the output has shape " + shape_of(scores) +
                                      ", a segmenter reads [1, classes, rows, columns]: choose "
                                      "another in 'outputs'");
  }
  if (!cv::checkRange(scores)) throw Error("the output has values that are no finite numbers");
  const Scaling scaling(scores, placement, options);
  const cv::Mat labels = scores.size[1] == 1 ? above_threshold(scores, scaling, options)
                                             : best_channels(scores, scaling);
  return scaling.in_image(labels, placement, options.outside);
}

}  // namespace opencv_dnn
