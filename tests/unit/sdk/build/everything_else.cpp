// SPDX-License-Identifier: Apache-2.0
// The other unit of the plugin: it includes all of the SDK as well.
#include "everything.hpp"

namespace everything {

std::unique_ptr<Network> load_by_name(const std::string& name, const assay::Context& context) {
  context.report_device(context.device(), "cpu, " + std::to_string(context.threads()));
  context.log(assay::LogLevel::info, name);
  return std::make_unique<Network>(Network{name, {}});
}

assay::Fields look(const Network& network, const assay::Datapoint& datapoint) {
  return assay::Fields()
      .of("left")
      .add("embedding", network.mean)
      .add("text", std::string(datapoint.id()) + network.name);
}

std::vector<std::vector<assay::Mask>> segment(Network&,
                                              const std::vector<assay::Datapoint>& batch) {
  std::vector<std::vector<assay::Mask>> all(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const assay::Image image = batch[i].image();
    const std::vector<std::uint8_t> pixels(
        static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()), 1);
    std::string rle = assay::encode_rle(pixels, image.height(), image.width());
    if (assay::decode_rle(rle, image.height(), image.width()) != pixels) {
      assay::fail(batch[i], "no mask");
    }
    all[i].push_back(
        assay::Mask::from_rle(image.height(), image.width(), std::move(rle), "all", 0.5F));
  }
  return all;
}

}  // namespace everything
