// SPDX-License-Identifier: Apache-2.0
// Parameters of every kind that the SDK has, for definitions that get them wrong. None of it runs.
#include <assay/sdk.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {

struct Signs {};
struct Lights {};

struct Options {
  std::filesystem::path weights;
  bool flip;
  std::int32_t count;
  std::int64_t seed;
  double threshold;
  double scale;
  std::string title;
  std::string colour;
  int stride;
  std::vector<int> sizes;
  std::array<double, 3> mean;
  std::vector<std::string> labels;
  std::vector<std::filesystem::path> parts;
  std::map<std::string, double> priors;
  assay::Content extra;
  std::optional<std::filesystem::path> config;
  std::string token;
  int pin;
  std::vector<std::string> keys;
};

std::unique_ptr<Signs> load(const Options&) {
  return std::make_unique<Signs>();
}

std::unique_ptr<Lights> load_lights() {
  return std::make_unique<Lights>();
}

assay::Fields predict(Signs&, const assay::Datapoint&, const assay::Image&, bool) {
  return {};
}

assay::Fields predict_lights(Lights&, const assay::Image&) {
  return {};
}

using O = Options;

}  // namespace

ASSAY_PLUGIN(
    "org.assay.test.every_kind", "Every kind", "1.0.0",
    assay::load<&load>("load", assay::param<&O::weights>("weights"),
                       assay::param<&O::flip>("flip").optional(false),
                       assay::param<&O::count>("count").optional(1),
                       assay::param<&O::seed>("seed").optional(1).at_least(0),
                       assay::param<&O::threshold>("threshold").optional(0.5).between(0, 1),
                       assay::param<&O::scale>("scale").optional(1.0).at_most(255),
                       assay::param<&O::title>("title").optional(""),
                       assay::param<&O::colour>("colour").optional("rgb").choices("rgb", "bgr"),
                       assay::param<&O::stride>("stride").optional(8).choices(8, 16, 32),
                       assay::param<&O::sizes>("sizes").optional().between(1, 8192),
                       assay::param<&O::mean>("mean").optional({0.0, 0.0, 0.0}),
                       assay::param<&O::labels>("labels").optional(),
                       assay::param<&O::parts>("parts").optional(),
                       assay::param<&O::priors>("priors").optional().between(0, 1),
                       assay::param<&O::extra>("extra").optional(),
                       assay::param<&O::config>("config"),
                       assay::param<&O::token>("token").optional("").choices("", "a", "b").secret(),
                       assay::param<&O::pin>("pin").optional(0).between(0, 9999).secret(),
                       assay::param<&O::keys>("keys").optional().secret()),
    assay::load<&load_lights>("load_lights"),
    assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints"),
                             assay::param("images"), assay::param("merge").optional(false)),
    assay::predict<&predict_lights>("predict_lights", assay::param("lights"),
                                    assay::param("images")));
