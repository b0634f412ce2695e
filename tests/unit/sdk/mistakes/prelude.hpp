// SPDX-License-Identifier: Apache-2.0
// What is right in the plugins beside this file; each has one mistake.
#pragma once

#include <assay/sdk.hpp>

#include <memory>
#include <string>
#include <vector>

namespace {

struct Model {
  double threshold = 0;
};

[[maybe_unused]] std::unique_ptr<Model> load(double threshold) {
  return std::make_unique<Model>(Model{threshold});
}
[[maybe_unused]] assay::Detections predict(Model&, const assay::Image&) {
  return {};
}

[[maybe_unused]] constexpr auto kLoad = assay::load<&load>("load", assay::param("threshold"));
[[maybe_unused]] constexpr auto kPredict =
    assay::predict<&predict>("predict", assay::param("model"), assay::param("image"));

}  // namespace
