// SPDX-License-Identifier: Apache-2.0
// A plugin of the SDK, linked with a C++ library of its own and without the version script.
#include <assay/sdk.hpp>

namespace {

struct Model {};

Model load() {
  return {};
}
assay::RegressedValues predict(Model&, const assay::Image& image) {
  return {{static_cast<float>(image.width())}};
}

}  // namespace

ASSAY_PLUGIN("org.example.static", "Static", "1.0.0", assay::load<&load>("load"),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("image")));
