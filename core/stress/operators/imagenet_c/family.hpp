// SPDX-License-Identifier: Apache-2.0
// What the corruptions of ImageNet-C share: one axis, severity, that chooses a row of a table. The
// tables are those of Hendrycks, Dietterich: Benchmarking neural network robustness to common
// corruptions and perturbations (ICLR 2019), for photographs of ImageNet's usual size; as in its
// widespread port for images of any size, values are cut off, not rounded, where they become bytes.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "core/stress/operators/operator.hpp"

namespace assay::stress::imagenet_c {

/// Parameters for severities 1 to 5.
template <class Parameters>
using BySeverity = std::array<Parameters, 5>;

/// nullptr at severity 0, which changes nothing.
template <class Parameters>
const Parameters* chosen(const BySeverity<Parameters>& table, const Values& values) {
  const std::int64_t severity = values.integer("severity");
  return severity == 0 ? nullptr : &table.at(static_cast<std::size_t>(severity - 1));
}

/// Decimals are cut off, but for those that come of rounding errors in whole numbers.
inline std::uint8_t cut_to_byte(float value) {
  constexpr float kSlack = 1e-3F;
  return static_cast<std::uint8_t>(static_cast<int>(std::clamp(value + kSlack, 0.0F, 255.0F)));
}

/// As the reference does: the kernel ends at four deviations, and beyond the image is its outermost
/// pixel. In place, too.
void blur_normally(double deviation, const cv::Mat& from, cv::Mat& to);

Operator corruption(std::string name, std::string summary,
                    Effect (*effect)(const Values& values, const Setting& setting));

// The families within the family, each in the file of its name.
std::vector<Operator> noise();  // gaussian_noise, shot_noise, impulse_noise, speckle_noise
std::vector<Operator> blur();   // defocus_blur, glass_blur, motion_blur, gaussian_blur
Operator zoom_blur();
std::vector<Operator> weather();  // snow, fog
Operator frost();
Operator spatter();
std::vector<Operator> tone();     // brightness, contrast, saturate
std::vector<Operator> digital();  // elastic_transform, pixelate, jpeg_compression

}  // namespace assay::stress::imagenet_c
