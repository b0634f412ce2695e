// SPDX-License-Identifier: Apache-2.0
// A load with a parameter that is a map with members, for definitions that get them wrong. None of
// it runs.
#include <assay/sdk.hpp>

#include <memory>

namespace {

struct Network {
  int depth;
  double width;
  int password;
};
struct Model {};

std::unique_ptr<Model> load(const Network&) {
  return std::make_unique<Model>();
}

assay::Fields predict(const assay::Datapoint&) {
  return {};
}

}  // namespace

ASSAY_PLUGIN("org.assay.test.members", "Members", "1.0.0",
             assay::load<&load>(
                 "load", assay::param("network").members(
                             assay::param<&Network::depth>("depth"),
                             assay::param<&Network::width>("width").optional(1.0).at_least(0.5),
                             assay::param<&Network::password>("password").optional(0).secret())),
             assay::predict<&predict>("predict", assay::param("datapoints")));
