// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>

#include "core/stress/operators/families.hpp"
#include "core/stress/operators/imagenet_c/family.hpp"

namespace assay::stress {

Operator imagenet_c::corruption(std::string name, std::string summary,
                                Effect (*effect)(const Values& values, const Setting& setting)) {
  return {std::move(name),
          Category::imagenet_c,
          std::move(summary),
          {strength("severity", AxisType::integer, {0, 5}, 0, "", "of ImageNet-C; 0 is none")},
          effect};
}

void imagenet_c::blur_normally(double deviation, const cv::Mat& from, cv::Mat& to) {
  const int side = 2 * static_cast<int>(std::lround(4 * deviation)) + 1;
  cv::GaussianBlur(from, to, {side, side}, deviation, deviation, cv::BORDER_REPLICATE);
}

std::vector<Operator> imagenet_c_operators() {
  std::vector<Operator> all{imagenet_c::zoom_blur(), imagenet_c::frost(), imagenet_c::spatter()};
  for (const auto family : {imagenet_c::noise, imagenet_c::blur, imagenet_c::weather,
                            imagenet_c::tone, imagenet_c::digital}) {
    std::vector<Operator> operators = family();
    std::move(operators.begin(), operators.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace assay::stress
