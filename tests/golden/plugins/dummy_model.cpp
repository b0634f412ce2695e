// SPDX-License-Identifier: Apache-2.0
// The dummy model that a first definition names: one box in each image, as objects.
#include <assay/sdk.hpp>

#include <memory>
#include <string>
#include <vector>

namespace {

struct DummyModel {};

std::unique_ptr<DummyModel> load(const std::string& kind) {
  if (kind != "dummy") throw assay::Error("this is the dummy model");
  return std::make_unique<DummyModel>();
}

std::vector<std::vector<assay::BoundingBox>> predict(const std::vector<assay::Datapoint>& points,
                                                     DummyModel& /*model*/) {
  std::vector<std::vector<assay::BoundingBox>> outputs;
  for (const assay::Datapoint& point : points) {
    const assay::Image image = point.image();
    outputs.push_back({assay::BoundingBox(0, 0, static_cast<float>(image.width()),
                                          static_cast<float>(image.height()), 0, 0.5F)});
  }
  return outputs;
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.dummy_model", "Dummy model", "1.0.0",
             assay::load<&load>("load", assay::param("kind").optional("dummy")),
             assay::predict<&predict>("predict", assay::param("datapoints"),
                                      assay::param("model")));
