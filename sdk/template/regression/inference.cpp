// Regression: numbers for each image.
#include <assay/sdk.hpp>

#include <memory>
#include <vector>

namespace {

/// Your network, and what belongs to it.
struct Model {
  float scale;
};

/// Called once. Take the weights as `const std::filesystem::path& weights` (of <filesystem>), with
/// assay::param("weights") below. Throw to refuse; the text is shown at the line of assay.yaml.
std::unique_ptr<Model> load(float scale) {
  return std::make_unique<Model>(Model{scale});
}

/// Called for each image: u8, rows of width x 3 values (RGB). Run the network here. To have
/// something to see, this gives the mean of the pixels.
assay::RegressedValues predict(Model& model, const assay::Image& image) {
  double sum = 0;
  const int values = image.width() * image.channels();
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < values; ++x) sum += image.row(y)[x];
  }
  const double mean = sum / (static_cast<double>(values) * image.height());
  return {{static_cast<float>(mean) * model.scale}};
}

}  // namespace

// Names, defaults and limits are checked at the line of assay.yaml, before your code runs.
ASSAY_PLUGIN("org.example.{{name}}", "{{name}}", "0.1.0",
             assay::load<&load>("load", assay::param("scale").optional(1.0)),
             assay::predict<&predict>("predict", assay::param("model"),
                                      assay::param("datapoints")));
