// SPDX-License-Identifier: Apache-2.0
// A plugin that uses every part of the SDK, and the unit that describes it.
#include "everything.hpp"

#include <assay/sdk/dlpack.hpp>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <variant>

namespace {

using everything::Network;

struct Suppression {
  double overlap = 0;
  std::optional<int> most;
};

struct Options {
  std::filesystem::path weights;
  std::array<int, 2> size = {};
  std::vector<std::string> outputs;
  std::map<std::string, double> thresholds;
  std::optional<std::uint16_t> limit;
  bool verbose = false;
  Suppression suppression;
};

struct Own {
  float depth;
};
void pack(assay::Output& output, const Own& own) {
  *output.allocate<float>("user.depth", {1}) = own.depth;
}

Network load_default() noexcept {
  return {};
}
std::unique_ptr<Network> load(const Options& options, const std::vector<double>& mean,
                              const std::optional<Suppression>&, assay::Device device) {
  if (device.is_cuda()) throw assay::Error(assay::Status::unsupported, "no CUDA");
  return std::make_unique<Network>(Network{options.weights.string(), mean});
}

using Found = std::variant<assay::BoundingBox, assay::Polygon, assay::Tag>;
std::vector<Found> detect(const Network& network, const assay::Image& image,
                          const assay::Content& anything) {
  assay::Polygon outline({{0, 0, 4, 0, 4, 4}}, network.name);
  outline.attributes = assay::Content::map().set("seen", true).set("as given", anything);
  const assay::Box box = assay::box_of(outline);
  if (assay::area_of(outline) > image.width()) return {assay::Tag("large")};
  return {assay::BoundingBox(box[0], box[1], box[2], box[3], 1, 0.5F)};
}
std::vector<assay::Object> any(const Network&, const assay::Image&) {
  return {assay::Keypoint(1, 2, 0)};
}
std::vector<Own> measure(std::vector<assay::Image> images) {
  std::vector<Own> all;
  for (const assay::Image& image : images) {
    const assay::DlpackView view(image);
    all.push_back({static_cast<float>((*view).shape[0])});
  }
  return all;
}

}  // namespace

ASSAY_PLUGIN(
    (assay::About{"org.example.everything", "Everything", "1.0.0", "me", nullptr, "MIT"}),
    assay::load<&load_default>("load_default"),
    assay::load<&everything::load_by_name>("load_by_name", assay::param("name").secret()),
    assay::load<&load>(
        "load", assay::param<&Options::weights>("weights"),
        assay::param<&Options::size>("size").optional({320, 240}).at_least(1),
        assay::param<&Options::outputs>("outputs").optional(),
        assay::param<&Options::thresholds>("thresholds").optional(),
        assay::param<&Options::limit>("limit").at_most(100),
        assay::param<&Options::verbose>("verbose").optional(false),
        assay::param<&Options::suppression>("suppression")
            .optional()
            .members(assay::param<&Suppression::overlap>("overlap").optional(0.5)),
        assay::param("mean").optional({0.5, 0.5}).between(0, 1),
        assay::param("second").members(assay::param<&Suppression::overlap>("overlap").between(0, 1),
                                       assay::param<&Suppression::most>("most").at_least(1)))
        .devices(assay::DeviceType::cpu, assay::DeviceType::cuda),
    assay::predict<&detect>("detect", assay::param("model"), assay::param("image"),
                            assay::param("anything").optional("nothing"))
        .doc("finds things")
        .colors(assay::Color::bgr, assay::Color::gray),
    assay::predict<&any>("any", assay::param("model"), assay::param("image")),
    assay::predict<&measure>("measure", assay::param("images")).max_batch(8),
    assay::predict<&everything::look>("look", assay::param("model"), assay::param("datapoint")),
    assay::predict<&everything::segment>("segment", assay::param("model"), assay::param("batch"))
        .threading(assay::Threading::model));
