// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/shapes.hpp"

#include "core/base/check.hpp"

namespace assay::dataset {

std::uint32_t Shapes::begin_polygons() {
  ASSAY_CHECK(shapes_.size() < kNoShape);
  shapes_.push_back({polygon_ends_.size(), polygon_ends_.size(), {}, false});
  return static_cast<std::uint32_t>(shapes_.size() - 1);
}

void Shapes::add_polygon(std::span<const double> corners) {
  ASSAY_CHECK(!shapes_.empty() && !shapes_.back().is_run_lengths);
  corners_.insert(corners_.end(), corners.begin(), corners.end());
  polygon_ends_.push_back(corners_.size());
  shapes_.back().end = polygon_ends_.size();
}

std::uint32_t Shapes::add_run_lengths(const image::RunLengths& mask) {
  ASSAY_CHECK(shapes_.size() < kNoShape);
  const std::size_t begin = counts_.size();
  counts_.insert(counts_.end(), mask.counts.begin(), mask.counts.end());
  shapes_.push_back({begin, counts_.size(), mask.size, true});
  return static_cast<std::uint32_t>(shapes_.size() - 1);
}

void Shapes::reserve(std::size_t shapes, std::size_t numbers) {
  shapes_.reserve(shapes);
  polygon_ends_.reserve(shapes);
  corners_.reserve(numbers);
}

std::size_t Shapes::polygon_count(std::uint32_t shape) const {
  const Shape& of = shapes_.at(shape);
  return of.is_run_lengths ? 0 : of.end - of.begin;
}

std::span<const double> Shapes::polygon(std::uint32_t shape, std::size_t i) const {
  const Shape& of = shapes_.at(shape);
  ASSAY_CHECK(!of.is_run_lengths && i < of.end - of.begin);
  const std::size_t at = of.begin + i;
  const std::size_t begin = at == 0 ? 0 : polygon_ends_[at - 1];
  return std::span(corners_).subspan(begin, polygon_ends_[at] - begin);
}

image::RunLengths Shapes::mask(std::uint32_t shape, image::Size size) const {
  const Shape& of = shapes_.at(shape);
  if (of.is_run_lengths) {
    const auto counts = std::span(counts_).subspan(of.begin, of.end - of.begin);
    return {of.size, {counts.begin(), counts.end()}};
  }
  std::vector<image::RunLengths> parts;
  if (of.begin == of.end) {
    return {size, {static_cast<std::uint32_t>(size.width * size.height)}};
  }
  for (std::size_t i = 0; i < of.end - of.begin; ++i) {
    parts.push_back(image::fill_polygon(polygon(shape, i), size));
  }
  if (parts.size() == 1) return std::move(parts.front());
  return image::merge(parts, false);
}

std::size_t Shapes::bytes() const {
  return shapes_.capacity() * sizeof(Shape) + corners_.capacity() * sizeof(double) +
         polygon_ends_.capacity() * sizeof(std::size_t) +
         counts_.capacity() * sizeof(std::uint32_t);
}

}  // namespace assay::dataset
