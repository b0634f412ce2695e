// Keypoints: the points of each person (or whatever it is) in an image.
#include <assay/sdk.hpp>

#include <memory>
#include <vector>

namespace {

/// Your network, and what belongs to it.
struct Model {
  int points;
};

/// Called once. Take the weights as `const std::filesystem::path& weights` (of <filesystem>), with
/// assay::param("weights") below. Throw to refuse; the text is shown at the line of assay.yaml.
std::unique_ptr<Model> load(int points) {
  return std::make_unique<Model>(Model{points});
}

/// Called for each image: u8, rows of width x 3 values (RGB). Run the network here, and return a
/// skeleton for each instance, all with equally many points, in the data set's order. To have
/// something to see, this draws one down the middle.
std::vector<assay::Skeleton> predict(Model& model, const assay::Image& image) {
  std::vector<assay::Point> points;
  for (int i = 0; i < model.points; ++i) {
    const float share = (static_cast<float>(i) + 0.5F) / static_cast<float>(model.points);
    points.push_back({static_cast<float>(image.width()) / 2,
                      static_cast<float>(image.height()) * share, 0.5F});  // x, y, confidence
  }
  return {assay::Skeleton(points, 0, 0.5F)};  // class 0, confidence of the whole
}

}  // namespace

// Names, defaults and limits are checked at the line of assay.yaml, before your code runs.
ASSAY_PLUGIN("org.example.{{name}}", "{{name}}", "0.1.0",
             assay::load<&load>("load", assay::param("points").optional(17).at_least(1)),
             assay::predict<&predict>("predict", assay::param("model"),
                                      assay::param("datapoints")));
