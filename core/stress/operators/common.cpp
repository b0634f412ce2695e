// SPDX-License-Identifier: Apache-2.0
// Operators that make the graph: where datapoints enter and leave it, and where two ways meet.
#include <cmath>
#include <cstring>
#include <opencv2/core.hpp>

#include "core/stress/matrix.hpp"
#include "core/stress/operators/families.hpp"

namespace assay::stress {
namespace {

Effect unchanged(const Values&, const Setting&) {
  return Unchanged{};
}

Effect blend(const Values& values, const Setting&) {
  const double weight = values.real("weight");
  return Merging{
      [weight](std::span<const image::PixelView> from, const image::MutablePixelView& to) {
        cv::Mat out = matrix_over(to);
        cv::addWeighted(matrix_over(from[0]), 1 - weight, matrix_over(from[1]), weight, 0, out);
        require_written(out, to);
      },
      0};
}

Effect choose(const Values& values, const Setting&) {
  const std::size_t chosen = values.flag("second") ? 1 : 0;
  return Merging{
      [chosen](std::span<const image::PixelView> from, const image::MutablePixelView& to) {
        std::memcpy(to.bytes.data(), from[chosen].bytes.data(),
                    image::byte_size(to.size, to.format));
      },
      chosen, false};
}

/// An axis of Efemarai's that says which images are taken; here the data set says so.
AxisFacts ignored(std::string name, AxisType type) {
  AxisFacts axis;
  axis.name = std::move(name);
  axis.type = type;
  axis.meaning = "without effect: a test names its data set";
  axis.neutral = type == AxisType::text ? AxisValue(std::string())
                                        : AxisValue(std::vector<definition::Scalar>());
  axis.searched = false;
  return axis;
}

}  // namespace

std::vector<Operator> common_operators() {
  using enum AxisType;
  Operator source{"ChooseImage",
                  Category::common,
                  "Where datapoints come from.",
                  {ignored("dataset", text), ignored("classes", list)},
                  unchanged,
                  0};
  Operator sink{"EvaluateSample", Category::common, "Where the model sees them.", {}, unchanged};
  Operator mixed{"Blend",
                 Category::common,
                 "The weighted mean of two images that show objects at the same places.",
                 {strength("weight", real, {0, 1}, 0, "", "of the second")},
                 blend,
                 2};
  Operator chosen{"Choose",
                  Category::common,
                  "One of two images, with its annotations.",
                  {toggle("second", "the second in place of the first")},
                  choose,
                  2};
  return {std::move(source), std::move(sink), std::move(mixed), std::move(chosen)};
}

}  // namespace assay::stress
