// SPDX-License-Identifier: Apache-2.0
// The functions of the page that the project was asked to implement, with its signatures: predict
// has no model among its arguments, takes images that the definition does not name, and the device.
#include <assay/sdk.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace {

struct CarDetector {};

std::unique_ptr<CarDetector> load_model(const std::filesystem::path& weights_file,
                                        assay::Device device) {
  if (!weights_file.is_absolute()) throw assay::Error("the host gave a relative path");
  if (device.is_cuda()) {
    throw assay::Error(assay::Status::unsupported, "this build of the detector has no CUDA");
  }
  return std::make_unique<CarDetector>();
}

std::vector<assay::Detections> predict(const std::vector<assay::Datapoint>& datapoints,
                                       const std::vector<assay::Image>& images,
                                       assay::Device /*device*/) {
  std::vector<assay::Detections> outputs(datapoints.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    outputs[i].add({0, 0, static_cast<float>(images[i].width()), 10}, 0.75F, 0);
  }
  return outputs;
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.seed", "Car detector", "1.0.0",
             assay::load<&load_model>("load_model", assay::param("weights_file").path())
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
             assay::predict<&predict>("predict", assay::param("datapoints"), assay::param("images"))
                 .devices(assay::DeviceType::cpu, assay::DeviceType::cuda));
