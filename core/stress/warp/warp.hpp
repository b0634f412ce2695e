// SPDX-License-Identifier: Apache-2.0
// Where pixels come from when an image is distorted, and where annotations go. Positions are in
// pixels with the middle of the first pixel at (0, 0), so an image reaches from -0.5 to width -
// 0.5.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/image/pixels.hpp"

namespace assay::stress {

struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

/// What stands where a position is outside of the image. The numbers are OpenCV's and Efemarai's.
enum class BorderMode : std::uint8_t {
  constant = 0,
  replicate = 1,    // aaa|abcd|ddd
  reflect = 2,      // cba|abcd|dcb
  wrap = 3,         // bcd|abcd|abc
  reflect_101 = 4,  // dcb|abcd|cba
};

struct Border {
  BorderMode mode = BorderMode::constant;
  image::Rgb color = {};  // of constant
  bool operator==(const Border&) const = default;
};

/// The numbers are OpenCV's and Efemarai's.
enum class Interpolation : std::uint8_t {
  nearest = 0,
  linear = 1,
  cubic = 2,
  area = 3,
  lanczos = 4
};

class Homography;

class Warp {
 public:
  virtual ~Warp() = default;

  /// Replaces positions in the output by those in the input that are seen there. Equal lengths.
  virtual void backward(std::span<float> x, std::span<float> y) const = 0;
  /// Where a position in the input is seen; nullopt: nowhere.
  virtual std::optional<Point> forward(Point input) const = 0;

  /// Of a warp that keeps lines straight; such are joined with their neighbours exactly.
  virtual const Homography* homography() const { return nullptr; }
  /// How far forward() may be from the inverse of backward(), in pixels.
  virtual double tolerance() const { return 0; }
};

}  // namespace assay::stress
