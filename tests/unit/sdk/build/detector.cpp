// SPDX-License-Identifier: Apache-2.0
// A whole detector plugin, compiled under every language and compiler that the SDK promises.
#include <assay/sdk.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Detector {
  std::filesystem::path weights;
  double threshold;
};

std::unique_ptr<Detector> load(const std::filesystem::path& weights, double threshold) {
  return std::make_unique<Detector>(Detector{weights, threshold});
}

std::vector<assay::Detections> predict(const Detector& model,
                                       const std::vector<assay::Image>& images) {
  std::vector<assay::Detections> all(images.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    const auto width = static_cast<float>(images[i].width());
    all[i].add({0, 0, width, width}, static_cast<float>(model.threshold), 0);
  }
  return all;
}

std::vector<assay::Object> tags(const assay::Datapoint& datapoint) {
  return {assay::Tag(std::string(datapoint.id()), 0.5f)};
}

}  // namespace

ASSAY_PLUGIN("org.example.detector", "Detector", "1.0.0",
             assay::load<&load>("load", assay::param("weights"),
                                assay::param("threshold").optional(0.25).between(0, 1)),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("images")),
             assay::predict<&tags>("tags", assay::param("datapoint")));
