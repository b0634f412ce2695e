// SPDX-License-Identifier: Apache-2.0
// Written after the semantics of pycocotools' COCOeval.computeOks; the order of every operation
// matters to the last bit.
#include "core/evaluation/keypoint_similarity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/evaluation/coco_parameters.hpp"
#include "core/evaluation/coco_summary.hpp"

namespace assay::evaluation {

KeypointSimilarity::KeypointSimilarity(const CocoInput& input, const KeypointInput& keypoints)
    : input_(input), keypoints_(keypoints) {
  const std::size_t count = keypoints.sigmas.size();
  ASSAY_CHECK(keypoints.detections.size() == input.detections.size() * count * 3);
  for (const dataset::Annotation& annotation : input.annotations) {
    const std::size_t has = annotation.keypoint_end - annotation.keypoint_begin;
    ASSAY_CHECK(has == count || has == 0);
  }
  for (const double sigma : keypoints.sigmas) variances_.push_back((sigma * 2) * (sigma * 2));
}

double KeypointSimilarity::term(std::size_t keypoint, double dx, double dy, double area) const {
  constexpr double kSpacing = std::numeric_limits<double>::epsilon();  // numpy.spacing(1)
  return std::exp(-((dx * dx + dy * dy) / variances_[keypoint] / (area + kSpacing) / 2));
}

double KeypointSimilarity::similarity_to_box(const dataset::Annotation& object,
                                             std::span<const double> found) {
  // A box of three times the size, in which all is near.
  const double left = object.x - object.width;
  const double right = object.x + object.width * 2;
  const double top = object.y - object.height;
  const double bottom = object.y + object.height * 2;
  terms_.clear();
  for (std::size_t k = 0; k < variances_.size(); ++k) {
    const double x = found[3 * k];
    const double y = found[3 * k + 1];
    const double dx = std::max(0.0, left - x) + std::max(0.0, x - right);
    const double dy = std::max(0.0, top - y) + std::max(0.0, y - bottom);
    terms_.push_back(term(k, dx, dy, object.area));
  }
  return numpy_mean(terms_);
}

double KeypointSimilarity::similarity(const dataset::Annotation& object,
                                      std::span<const double> found) {
  const auto wanted =
      keypoints_.objects.subspan(std::size_t{3} * object.keypoint_begin,
                                 std::size_t{3} * (object.keypoint_end - object.keypoint_begin));
  terms_.clear();
  for (std::size_t k = 0; 3 * k < wanted.size(); ++k) {
    if (!(wanted[3 * k + 2] > 0)) continue;
    terms_.push_back(
        term(k, found[3 * k] - wanted[3 * k], found[3 * k + 1] - wanted[3 * k + 1], object.area));
  }
  return terms_.empty() ? similarity_to_box(object, found) : numpy_mean(terms_);
}

void KeypointSimilarity::fill(const Pairs& pairs, double /*lowest*/, std::span<double> overlaps) {
  if (!keypoints_.use_categories || keypoints_.sigmas.empty()) {
    std::fill(overlaps.begin(), overlaps.end(), -1);
    return;
  }
  const std::size_t each = 3 * keypoints_.sigmas.size();
  std::size_t at = 0;
  for (const std::uint32_t d : pairs.detections) {
    const auto found = keypoints_.detections.subspan(d * each, each);
    for (const std::uint32_t i : pairs.annotations) {
      overlaps[at++] = similarity(input_.annotations[i], found);
    }
  }
}

void set_box_around(std::span<const double> triples, Detection& detection) {
  double left = triples[0], right = left, top = triples[1], bottom = top;
  for (std::size_t i = 0; i < triples.size(); i += 3) {
    left = std::min(left, triples[i]);
    right = std::max(right, triples[i]);
    top = std::min(top, triples[i + 1]);
    bottom = std::max(bottom, triples[i + 1]);
  }
  detection.x = left;
  detection.y = top;
  detection.width = right - left;
  detection.height = bottom - top;
}

std::vector<double> choose_sigmas(std::size_t keypoints, std::span<const double> given,
                                  const std::string& remedy) {
  std::vector<double> sigmas(given.begin(), given.end());
  if (sigmas.empty()) sigmas = coco_keypoint_sigmas();
  if (sigmas.size() == keypoints) return sigmas;
  throw Error(ErrorKind::dataset,
              fmt::format("objects have {} keypoints, but {} sigmas are {}; {}", keypoints,
                          sigmas.size(), given.empty() ? "known, those of COCO" : "given", remedy));
}

}  // namespace assay::evaluation
