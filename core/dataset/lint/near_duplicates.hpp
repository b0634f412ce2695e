// SPDX-License-Identifier: Apache-2.0
// Boxes of one category in one image that are almost the same. Files need not have an image's
// objects together, so all boxes are kept: 24 bytes each, and 4 more while they are compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/dataset/dataset.hpp"

namespace assay::dataset::lint {

class BoxTable {
 public:
  void reserve(std::size_t count) { rows_.reserve(count); }

  /// The next object. `image` counts from 0.
  void add(std::size_t image, std::size_t category, const Annotation& object);
  /// One that is compared with none.
  void skip();

  /// Two boxes with an IoU above .95; a box is told once however many are like it.
  struct Pair {
    std::size_t position;
    std::size_t like;  // the box that it is like: further left, or earlier in the file
    double iou;
  };
  /// In order of `position`.
  void find_pairs(const std::function<void(const Pair&)>& report) const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Row {
    float x, y, width, height;
    std::uint32_t image;
    std::uint32_t category;
  };

  std::vector<std::uint32_t> by_image(std::vector<std::uint32_t>& begins) const;
  void compare(std::uint32_t* begin, std::uint32_t* end, std::vector<Pair>& pairs) const;

  std::vector<Row> rows_;
  std::uint32_t images_ = 0;
};

}  // namespace assay::dataset::lint
