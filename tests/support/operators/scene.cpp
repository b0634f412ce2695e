// SPDX-License-Identifier: Apache-2.0
#include "tests/support/operators/scene.hpp"

#include <cmath>
#include <cstring>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace assay::stress {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;
constexpr int kFiner = 4;  // drawn so many times as large, then shrunk, so that edges are smooth

constexpr int kDiscX = 90, kDiscY = 112, kDiscRadius = 36;
constexpr int kLeft = 186, kTop = 88, kRight = 266, kBottom = 160;  // of the triangle

cv::Rect box(int left, int top, int right, int bottom) {
  return {left * kFiner, top * kFiner, (right - left) * kFiner, (bottom - top) * kFiner};
}

cv::Point at(int x, int y) {
  return {x * kFiner, y * kFiner};
}

void fill(cv::Mat& picture, const cv::Rect& where, const cv::Scalar& color) {
  cv::rectangle(picture, where, color, cv::FILLED);
}

void draw_sky_and_ground(cv::Mat& picture) {
  const int horizon = 150 * kFiner;
  for (int y = 0; y < picture.rows; ++y) {
    const double down = y < horizon ? static_cast<double>(y) / horizon : 1;
    const cv::Scalar sky(70 + 130 * down, 130 + 90 * down, 210 + 30 * down);
    const double near = static_cast<double>(y - horizon) / (picture.rows - horizon);
    const cv::Scalar ground(120 - 40 * near, 130 - 20 * near, 90 - 40 * near);
    cv::line(picture, {0, y}, {picture.cols, y}, y < horizon ? sky : ground);
  }
  const std::vector<cv::Point> road{at(140, 150), at(170, 150), at(280, 240), at(50, 240)};
  cv::fillConvexPoly(picture, road, cv::Scalar(85, 85, 90));
  cv::line(picture, at(155, 154), at(162, 240), cv::Scalar(235, 235, 225), 3 * kFiner);
}

void draw_house(cv::Mat& picture) {
  fill(picture, box(130, 50, 186, 152), {150, 95, 75});
  for (int y = 58; y < 140; y += 16) {
    for (int x = 136; x < 180; x += 12) fill(picture, box(x, y, x + 7, y + 9), {225, 220, 180});
  }
}

void draw_chart(cv::Mat& picture) {
  const std::vector<cv::Scalar> colors{{200, 40, 40},  {40, 160, 60},   {40, 70, 190},
                                       {230, 200, 40}, {250, 250, 250}, {10, 10, 10}};
  for (int i = 0; i < 6; ++i) {
    fill(picture, box(10 + 14 * i, 206, 24 + 14 * i, 232), colors[static_cast<std::size_t>(i)]);
  }
  for (int x = 262; x < 312; x += 4) fill(picture, box(x, 12, x + 2, 42), {20, 20, 20});
  for (int y = 206; y < 232; y += 6) fill(picture, box(262, y, 312, y + 3), {245, 245, 245});
}

void draw_objects(cv::Mat& picture) {
  fill(picture, box(kDiscX - 2, kDiscY, kDiscX + 2, 200), {95, 95, 100});
  cv::circle(picture, at(kDiscX, kDiscY), kDiscRadius * kFiner, cv::Scalar(190, 25, 35),
             cv::FILLED);
  fill(picture, box(kDiscX - 24, kDiscY - 7, kDiscX + 24, kDiscY + 7), {245, 245, 245});
  const int middle = (kLeft + kRight) / 2;
  fill(picture, box(middle - 2, kBottom, middle + 2, 214), {95, 95, 100});
  const std::vector<cv::Point> whole{at(middle, kTop), at(kRight, kBottom), at(kLeft, kBottom)};
  const std::vector<cv::Point> inside{at(middle, kTop + 17), at(kRight - 15, kBottom - 8),
                                      at(kLeft + 15, kBottom - 8)};
  cv::fillConvexPoly(picture, whole, cv::Scalar(190, 25, 35));
  cv::fillConvexPoly(picture, inside, cv::Scalar(250, 215, 60));
  fill(picture, box(middle - 3, kTop + 32, middle + 3, kTop + 54), {20, 20, 20});
}

std::vector<Object> drawn_objects() {
  Polygon outline;
  constexpr int kCorners = 48;
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2 * std::numbers::pi * i / kCorners;
    outline.push_back(kDiscX + kDiscRadius * std::cos(angle));
    outline.push_back(kDiscY + kDiscRadius * std::sin(angle));
  }
  const Box disc{kDiscX - kDiscRadius, kDiscY - kDiscRadius, kDiscX + kDiscRadius,
                 kDiscY + kDiscRadius};
  const Box triangle{kLeft, kTop, kRight, kBottom};
  Object first{0, 0, {disc, disc}};
  first.polygons.push_back(std::move(outline));
  return {std::move(first), {1, 1, {triangle, triangle}}};
}

}  // namespace

DrawnScene draw_scene() {
  cv::Mat large(kHeight * kFiner, kWidth * kFiner, CV_8UC3);
  draw_sky_and_ground(large);
  draw_house(large);
  draw_chart(large);
  draw_objects(large);
  cv::Mat picture;
  cv::resize(large, picture, {kWidth, kHeight}, 0, 0, cv::INTER_AREA);
  DrawnScene scene{{kWidth, kHeight}, {}, drawn_objects()};
  scene.rgb.resize(picture.total() * picture.elemSize());
  std::memcpy(scene.rgb.data(), picture.data, scene.rgb.size());
  return scene;
}

}  // namespace assay::stress
