// SPDX-License-Identifier: Apache-2.0
// What is archived of the SDK: a detector that uses as much of it as a small one can, and needs
// nothing but pixels.
#include <assay/sdk.hpp>

#include <array>
#include <optional>

namespace {

struct Model {
  double threshold;
  std::array<int, 2> cells;
};

std::unique_ptr<Model> load(double threshold, std::array<int, 2> cells,
                            const std::optional<std::string>& note, const assay::Context& context) {
  context.report_device(context.device(), "cpu, integer arithmetic");
  if (note) context.log(assay::LogLevel::info, *note);
  return std::make_unique<Model>(Model{threshold, cells});
}

double mean_of(const assay::Image& image, int x1, int y1, int x2, int y2) {
  std::int64_t sum = 0;
  for (int y = y1; y < y2; ++y) {
    for (int i = x1 * image.channels(); i < x2 * image.channels(); ++i) sum += image.row(y)[i];
  }
  return static_cast<double>(sum) / ((x2 - x1) * (y2 - y1) * image.channels()) / 255;
}

std::vector<assay::BoundingBox> predict(const Model& model, const assay::Image& image) {
  const int width = static_cast<int>(image.width()) / model.cells[0];
  const int height = static_cast<int>(image.height()) / model.cells[1];
  if (width == 0 || height == 0) throw assay::Error(assay::Status::datapoint, "it is too small");
  std::vector<assay::BoundingBox> found;
  for (int x = 0; x < model.cells[0]; ++x) {
    for (int y = 0; y < model.cells[1]; ++y) {
      const int left = x * width;
      const int top = y * height;
      const double mean = mean_of(image, left, top, left + width, top + height);
      if (mean < model.threshold) continue;
      found.emplace_back(static_cast<float>(left), static_cast<float>(top),
                         static_cast<float>(left + width), static_cast<float>(top + height),
                         (x + y) % 2, static_cast<float>(mean));
    }
  }
  return found;
}

}  // namespace

ASSAY_PLUGIN("org.assay.archive.detector", "Archived detector", "1.0.0",
             assay::load<&load>("load", assay::param("threshold").optional(0.25).between(0, 1),
                                assay::param("cells").optional({2, 2}), assay::param("note")),
             assay::predict<&predict>("predict", assay::param("model"), assay::param("image")));
