// Semantic segmentation: the class of each pixel.
#include <assay/sdk.hpp>

#include <memory>
#include <vector>

namespace {

/// Your network, and what belongs to it.
struct Model {
  int threshold;
};

/// Called once. Take the weights as `const std::filesystem::path& weights` (of <filesystem>), with
/// assay::param("weights") below. Throw to refuse; the text is shown at the line of assay.yaml.
std::unique_ptr<Model> load(int threshold) {
  return std::make_unique<Model>(Model{threshold});
}

/// Called for each image: u8, rows of width x 3 values (RGB). Run the network here, and scale its
/// output to the size of the image. To have something to see, this parts bright from dark.
assay::Segmentation predict(Model& model, const assay::Image& image) {
  assay::Segmentation found{image.height(), image.width(), {}};
  for (int y = 0; y < image.height(); ++y) {
    const std::uint8_t* pixel = image.row(y);
    for (int x = 0; x < image.width(); ++x, pixel += image.channels()) {
      found.classes.push_back(pixel[1] >= model.threshold ? 1 : 0);  // by its green
    }
  }
  return found;
}

}  // namespace

// Names, defaults and limits are checked at the line of assay.yaml, before your code runs.
ASSAY_PLUGIN("org.example.{{name}}", "{{name}}", "0.1.0",
             assay::load<&load>("load", assay::param("threshold").optional(128).between(0, 255)),
             assay::predict<&predict>("predict", assay::param("model"),
                                      assay::param("datapoints")));
