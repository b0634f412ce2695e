// A classifier: a probability for each class.
#include <assay/sdk.hpp>

#include <memory>
#include <vector>

namespace {

/// Your network, and what belongs to it.
struct Model {
  int classes;
};

/// Called once. Take the weights as `const std::filesystem::path& weights` (of <filesystem>), with
/// assay::param("weights") below. Throw to refuse; the text is shown at the line of assay.yaml.
std::unique_ptr<Model> load(int classes) {
  return std::make_unique<Model>(Model{classes});
}

/// Called for each image: u8, rows of width x 3 values (RGB). Run the network here. To have
/// something to see, this sorts images by their brightness.
assay::Probabilities predict(Model& model, const assay::Image& image) {
  double sum = 0;
  const int values = image.width() * image.channels();
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < values; ++x) sum += image.row(y)[x];
  }
  const double brightness = sum / (256.0 * values * image.height());  // 0 .. 1
  const auto most_likely = static_cast<std::size_t>(brightness * model.classes);
  const auto count = static_cast<std::size_t>(model.classes);
  assay::Probabilities found{std::vector<float>(count, 0.1F / static_cast<float>(count))};
  found.values[most_likely] += 0.9F;
  return found;
}

}  // namespace

// Names, defaults and limits are checked at the line of assay.yaml, before your code runs.
ASSAY_PLUGIN("org.example.{{name}}", "{{name}}", "0.1.0",
             assay::load<&load>("load", assay::param("classes").optional(10).at_least(1)),
             assay::predict<&predict>("predict", assay::param("model"),
                                      assay::param("datapoints")));
