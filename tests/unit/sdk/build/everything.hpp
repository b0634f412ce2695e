// SPDX-License-Identifier: Apache-2.0
// What the two units of one plugin share.
#pragma once

#include <assay/sdk.hpp>

#include <memory>
#include <string>
#include <vector>

namespace everything {

struct Network {
  std::string name;
  std::vector<double> mean;
};

std::unique_ptr<Network> load_by_name(const std::string& name, const assay::Context& context);
assay::Fields look(const Network& network, const assay::Datapoint& datapoint);
std::vector<std::vector<assay::Mask>> segment(Network& network,
                                              const std::vector<assay::Datapoint>& batch);

}  // namespace everything
