// A detector: boxes, classes and scores for each image.
#include <assay/sdk.hpp>

#include <memory>
#include <vector>

namespace {

/// Your network, and what belongs to it.
struct Model {
  float threshold;
};

/// Called once. Take the weights as `const std::filesystem::path& weights` (of <filesystem>), with
/// assay::param("weights") below. Throw to refuse; the text is shown at the line of assay.yaml.
std::unique_ptr<Model> load(float threshold) {
  return std::make_unique<Model>(Model{threshold});
}

/// Called for each image: u8, rows of width x 3 values (RGB), in pixels of the image as it is.
/// Run the network here. To have something to see, this finds the brightest of 4 x 4 tiles.
assay::Detections predict(Model& model, const assay::Image& image) {
  constexpr int kTiles = 4;
  double best = 0;
  int best_tile = 0;
  for (int tile = 0; tile < kTiles * kTiles; ++tile) {
    const int left = tile % kTiles * image.width() / kTiles;
    const int top = tile / kTiles * image.height() / kTiles;
    double sum = 0;
    for (int y = 0; y < image.height() / kTiles; ++y) {
      const std::uint8_t* pixel = image.row(top + y) + left * image.channels();
      for (int x = 0; x < image.width() / kTiles * image.channels(); ++x) sum += pixel[x];
    }
    if (sum > best) {
      best = sum;
      best_tile = tile;
    }
  }
  const auto width = static_cast<float>(image.width()) / kTiles;
  const auto height = static_cast<float>(image.height()) / kTiles;
  const auto left = static_cast<float>(best_tile % kTiles) * width;
  const auto top = static_cast<float>(best_tile / kTiles) * height;
  const auto score = static_cast<float>(best / (255.0 * image.channels() * width * height));
  assay::Detections found;
  if (score >= model.threshold) {
    found.add({left, top, left + width, top + height}, score, 0);  // x1, y1, x2, y2; class 0
  }
  return found;
}

}  // namespace

// Names, defaults and limits are checked at the line of assay.yaml, before your code runs.
ASSAY_PLUGIN("org.example.{{name}}", "{{name}}", "0.1.0",
             assay::load<&load>("load", assay::param("threshold").optional(0.1).between(0, 1)),
             assay::predict<&predict>("predict", assay::param("model"),
                                      assay::param("datapoints")));
