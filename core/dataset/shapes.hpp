// SPDX-License-Identifier: Apache-2.0
// Outlines of objects as annotations have them: polygons, or run lengths. Kept in a few long arrays
// and not as an object each, since a data set has millions of corners.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/image/run_lengths.hpp"

namespace assay::dataset {

constexpr std::uint32_t kNoShape = std::numeric_limits<std::uint32_t>::max();

class Shapes {
 public:
  /// Begins a shape of polygons and returns its number; add_polygon() belongs to the last begun.
  std::uint32_t begin_polygons();
  /// x1, y1, x2, y2, ... in pixels.
  void add_polygon(std::span<const double> corners);
  std::uint32_t add_run_lengths(const image::RunLengths& mask);

  /// Memory for so many shapes with so many numbers in their polygons.
  void reserve(std::size_t shapes, std::size_t numbers);

  std::size_t size() const { return shapes_.size(); }
  bool is_polygons(std::uint32_t shape) const { return !shapes_[shape].is_run_lengths; }
  image::Size size_of_run_lengths(std::uint32_t shape) const { return shapes_[shape].size; }
  std::size_t polygon_count(std::uint32_t shape) const;
  /// Lives until something is added.
  std::span<const double> polygon(std::uint32_t shape, std::size_t i) const;

  /// The pixels of a shape in an image of that size: polygons are filled and joined, run lengths
  /// come as they are, whatever their own size.
  image::RunLengths mask(std::uint32_t shape, image::Size size) const;

  /// Bytes in use, for tests of memory.
  std::size_t bytes() const;

 private:
  struct Shape {
    std::size_t begin = 0;  // of polygons in polygon_ends_, or of counts in counts_
    std::size_t end = 0;
    image::Size size;  // of run lengths
    bool is_run_lengths = false;
  };

  std::vector<Shape> shapes_;
  std::vector<double> corners_;
  std::vector<std::size_t> polygon_ends_;  // in corners_; each begins where the one before ends
  std::vector<std::uint32_t> counts_;
};

}  // namespace assay::dataset
