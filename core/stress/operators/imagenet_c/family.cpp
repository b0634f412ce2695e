// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/imagenet_c/family.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/stress/operators/families.hpp"

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
  using namespace imagenet_c;
  std::vector<Operator> all = all_of({noise, blur, weather, tone, digital});
  for (Operator& one : std::vector{zoom_blur(), frost(), spatter()}) all.push_back(std::move(one));
  return all;
}

}  // namespace assay::stress
