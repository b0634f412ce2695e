// SPDX-License-Identifier: Apache-2.0
// A detector that asks a library of its own what to answer. There are two such libraries, with the
// same file name, soname and symbol.
#include <assay/sdk.hpp>

#include <memory>

extern "C" int twin_answer();

namespace {

struct Model {};

std::unique_ptr<Model> load() {
  return std::make_unique<Model>();
}

assay::Detections predict(Model& /*model*/, const assay::Image& /*image*/) {
  assay::Detections found;
  found.add({0, 0, static_cast<float>(twin_answer()), 1}, 0.5F, 0);
  return found;
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.twin", "Twin", "1.0.0", assay::load<&load>("load"),
             assay::predict<&predict>("predict", assay::param("model"),
                                      assay::param("datapoints")));
