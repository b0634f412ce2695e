// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/catalogue.hpp"

#include <algorithm>
#include <tuple>

#include "core/base/check.hpp"
#include "core/stress/operators/families.hpp"

namespace assay::stress {

Catalogue::Catalogue()
    : Catalogue(all_of({common_operators, tone_operators, color_operators, histogram_operators,
                        noise_operators, blur_operators, compression_operators, weather_operators,
                        occlusion_operators, affine_operators, distortion_operators,
                        sensor_operators, corruption_operators, imagenet_c_operators})) {}

Catalogue::Catalogue(std::vector<Operator> operators) : operators_(std::move(operators)) {
  std::sort(operators_.begin(), operators_.end(), [](const Operator& a, const Operator& b) {
    return std::tie(a.category, a.name) < std::tie(b.category, b.name);
  });
  for (const Operator& one : operators_) ASSAY_CHECK(find(one.name) == &one);
}

const Operator* Catalogue::find(std::string_view name) const {
  const auto found = std::find_if(operators_.begin(), operators_.end(),
                                  [&](const Operator& one) { return one.name == name; });
  return found == operators_.end() ? nullptr : &*found;
}

}  // namespace assay::stress
