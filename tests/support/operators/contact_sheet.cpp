// SPDX-License-Identifier: Apache-2.0
#include "tests/support/operators/contact_sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "core/image/encode.hpp"
#include "core/stress/annotation/move_objects.hpp"
#include "core/stress/domain/transform.hpp"
#include "tests/support/operators/scene.hpp"

namespace assay::stress {
namespace {

constexpr std::array<double, 3> kParts{0.3, 0.6, 1};
constexpr int kWidth = 160, kHeight = 120;  // of one picture
constexpr int kGap = 4;
constexpr int kLabel = 18;
constexpr int kInRow = 3;  // operators
constexpr int kCell = 3 * (kWidth + 1) + 2 * kGap;
constexpr int kRow = kHeight + kLabel + kGap;

/// With them nothing is left to be recognised: three ways to slant and turn at once.
constexpr std::array<std::string_view, 2> kLeftOut{"shear_x", "shear_y"};

const cv::Scalar kOuter(255, 235, 0);
const cv::Scalar kInner(0, 230, 60);
const cv::Scalar kIgnored(150, 150, 150);

AxisValue strong(const AxisFacts& axis, double part) {
  const double neutral = axis.type == AxisType::integer
                             ? static_cast<double>(std::get<std::int64_t>(axis.neutral))
                             : std::get<double>(axis.neutral);
  const auto [low, high] = axis.range;
  const double end = high - neutral >= neutral - low ? high : low;
  const double value = neutral + part * (end - neutral);
  if (axis.type == AxisType::integer) return static_cast<std::int64_t>(std::llround(value));
  return value;
}

void draw_box(cv::Mat& picture, const Box& box, const cv::Scalar& color, double scale) {
  if (box.x2 <= box.x1 || box.y2 <= box.y1) return;  // nothing is certain to be the object's
  const auto pixel = [scale](double x) { return static_cast<int>(std::lround(x * scale)); };
  cv::rectangle(picture, {pixel(box.x1), pixel(box.y1)}, {pixel(box.x2) - 1, pixel(box.y2) - 1},
                color);
}

/// What the operator makes of the scene, shrunk to a thumbnail.
void draw_result(const Values& values, const DrawnScene& scene, cv::Mat thumbnail) {
  const Domain domain("shown", {{"node", &values.of(), values, {}}}, {});
  std::vector<std::byte> result(scene.rgb.size());
  Workspace workspace;
  const Motion motion = transform(domain, {}, {scene.view(), "scene", 3, 0},
                                  {result, scene.size, image::PixelFormat::rgb}, workspace);
  cv::resize(cv::Mat(static_cast<int>(scene.size.height), static_cast<int>(scene.size.width),
                     CV_8UC3, result.data()),
             thumbnail, thumbnail.size(), 0, 0, cv::INTER_AREA);
  if (motion.empty()) return;
  const double scale = static_cast<double>(kWidth) / static_cast<double>(scene.size.width);
  for (const Object& object : move_objects(scene.objects, motion, scene.size, {}, workspace)) {
    draw_box(thumbnail, object.box.outer, object.ignored ? kIgnored : kOuter, scale);
    if (!object.ignored) draw_box(thumbnail, object.box.inner, kInner, scale);
  }
}

void draw_operator(const Operator& one, const DrawnScene& scene, int left, int top,
                   cv::Mat& sheet) {
  cv::putText(sheet, one.name, {left, top + kLabel - 5}, cv::FONT_HERSHEY_SIMPLEX, 0.42,
              cv::Scalar(0, 0, 0), 1, cv::LINE_AA);
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    const cv::Rect place(left + static_cast<int>(i) * (kWidth + 1), top + kLabel, kWidth, kHeight);
    draw_result(values_at(one, kParts[i]), scene, sheet(place));
  }
}

}  // namespace

Values values_at(const Operator& one, double part) {
  Values values(one);
  for (const AxisFacts& axis : one.axes) {
    const bool left_out = std::find(kLeftOut.begin(), kLeftOut.end(), axis.name) != kLeftOut.end();
    if (!axis.searched || left_out) continue;
    if (axis.type == AxisType::boolean) values.set(axis.name, true);
    if (axis.growth == Growth::none) continue;
    if (axis.type != AxisType::integer && axis.type != AxisType::real) continue;
    values.set(axis.name, strong(axis, part));
  }
  return values;
}

Sheet draw_contact_sheet(const Catalogue& catalogue) {
  std::vector<const Operator*> shown;
  for (const Operator& one : catalogue.all()) {
    if (one.category != Category::common) shown.push_back(&one);
  }
  const int rows = (static_cast<int>(shown.size()) + kInRow - 1) / kInRow;
  cv::Mat sheet(rows * kRow + kGap, kInRow * kCell + kGap, CV_8UC3, cv::Scalar(255, 255, 255));
  const DrawnScene scene = draw_scene();
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const int place = static_cast<int>(i);
    draw_operator(*shown[i], scene, kGap + place % kInRow * kCell, place / kInRow * kRow, sheet);
  }
  Sheet result{{sheet.cols, sheet.rows}, {}};
  result.rgb.resize(sheet.total() * sheet.elemSize());
  std::memcpy(result.rgb.data(), sheet.data, result.rgb.size());
  return result;
}

std::string jpeg_of(const Sheet& sheet) {
  constexpr int kQuality = 80;
  return image::encode_jpeg(sheet.view(), kQuality);
}

}  // namespace assay::stress
