// SPDX-License-Identifier: Apache-2.0
// Drops of water (severities 1 to 3) or mud (4 and 5) on the lens.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stress/matrix.hpp"
#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress::imagenet_c {
namespace {

struct Spatter {
  float mean = 0;  // of the noise that becomes drops
  float deviation = 0;
  double blur = 0;
  float threshold = 0;  // what is less stays dry
  double strength = 0;  // of water; of mud, the blur of its edges
  bool mud = false;
};

using Color = std::array<float, 3>;
constexpr Color kWater{175, 238, 238};  // pale turquoise
constexpr Color kMud{63, 42, 20};

/// Blurred noise; 0 where it is dry.
void fill_liquid(const Spatter& spatter, Stream& random, cv::Mat& layer, std::span<float> values) {
  random.fill_normal(values);
  for (float& value : values) value = spatter.mean + spatter.deviation * value;
  blur_normally(spatter.blur, layer, layer);
  for (float& value : values) value = value < spatter.threshold ? 0 : value;
}

/// How much light each pixel of the liquid reflects, from 0 to `strength`: edges of drops, lit from
/// one side.
void make_water(double strength, image::Size size, std::span<float> liquid, Workspace& workspace) {
  const std::size_t count = liquid.size();
  const auto wet_bytes = workspace.lease<std::uint8_t>(count);
  const auto edge_bytes = workspace.lease<std::uint8_t>(count);
  const auto far = workspace.lease<float>(count);
  cv::Mat wet = matrix_over(wet_bytes.span(), size);
  cv::Mat edges = matrix_over(edge_bytes.span(), size);
  cv::Mat distance = matrix_over(far.span(), size);
  matrix_over(liquid, size).convertTo(wet, CV_8U, 255, -0.5);
  cv::Canny(wet, edges, 50, 150);
  cv::bitwise_not(edges, edges);
  cv::distanceTransform(edges, distance, cv::DIST_L2, 5);
  cv::threshold(distance, distance, 20, 20, cv::THRESH_TRUNC);
  cv::blur(distance, distance, {3, 3});
  distance.convertTo(edges, CV_8U, 1, -0.5);
  cv::equalizeHist(edges, edges);
  const cv::Matx33f light(-2, -1, 0, -1, 1, 1, 0, 1, 2);
  cv::filter2D(edges, edges, CV_8U, light);
  cv::blur(edges, edges, {3, 3});
  float most = 0;
  for (std::size_t i = 0; i < count; ++i) {
    liquid[i] = static_cast<float>(wet_bytes[i]) * static_cast<float>(edge_bytes[i]);
    most = std::max(most, liquid[i]);
  }
  const float scale = most > 0 ? static_cast<float>(strength) / most : 0;
  for (float& value : liquid) value *= scale;
}

/// How much of each pixel is covered.
void make_mud(double edge_blur, cv::Mat& layer, std::span<float> liquid) {
  for (float& value : liquid) value = value > 0 ? 1 : 0;
  blur_normally(edge_blur, layer, layer);
  for (float& value : liquid) value = value < 0.8F ? 0 : value;
}

/// Adds the colour of the liquid to what is there, or puts it in place of that.
void lay_on(std::span<const float> liquid, const Color& color, bool keeps,
            std::span<const std::uint8_t> in, std::span<std::uint8_t> out) {
  for (std::size_t i = 0; i < liquid.size(); ++i) {
    const float kept = keeps ? 1 : 1 - liquid[i];
    for (std::size_t c = 0; c < 3; ++c) {
      out[3 * i + c] =
          cut_to_byte(static_cast<float>(in[3 * i + c]) * kept + color.at(c) * liquid[i]);
    }
  }
}

Effect effect(const Values& values, const Setting& setting) {
  static constexpr BySeverity<Spatter> kSpatter{{{0.65F, 0.3F, 4, 0.69F, 0.6, false},
                                                 {0.65F, 0.3F, 3, 0.68F, 0.6, false},
                                                 {0.65F, 0.3F, 2, 0.68F, 0.5, false},
                                                 {0.65F, 0.3F, 1, 0.65F, 1.5, true},
                                                 {0.67F, 0.4F, 1, 0.65F, 1.5, true}}};
  const Spatter* spatter = chosen(kSpatter, values);
  if (spatter == nullptr) return Unchanged{};
  return Filter{
      [spatter, start = setting.random](const image::PixelView& from,
                                        const image::MutablePixelView& to, Workspace& workspace) {
        const auto in = bytes_of(from);
        const auto liquid = workspace.lease<float>(in.size() / 3);
        cv::Mat layer = matrix_over(liquid.span(), from.size);
        Stream random = start;
        fill_liquid(*spatter, random, layer, liquid.span());
        if (spatter->mud) {
          make_mud(spatter->strength, layer, liquid.span());
        } else {
          make_water(spatter->strength, from.size, liquid.span(), workspace);
        }
        lay_on(liquid.span(), spatter->mud ? kMud : kWater, !spatter->mud, in, bytes_of(to));
      },
      0,
      {}};
}

}  // namespace

Operator spatter() {
  return corruption("spatter", "Water or mud on the lens.", effect);
}

}  // namespace assay::stress::imagenet_c
