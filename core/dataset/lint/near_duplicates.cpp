// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/near_duplicates.hpp"

#include <algorithm>
#include <tuple>

namespace assay::dataset::lint {
namespace {

constexpr double kSame = 0.95;

template <class Row>
double iou(const Row& a, const Row& b) {
  const double width =
      std::min(double{a.x} + a.width, double{b.x} + b.width) - std::max(double{a.x}, double{b.x});
  const double height =
      std::min(double{a.y} + a.height, double{b.y} + b.height) - std::max(double{a.y}, double{b.y});
  if (width <= 0 || height <= 0) return 0;
  const double both = width * height;
  return both / (double{a.width} * a.height + double{b.width} * b.height - both);
}

}  // namespace

void BoxTable::add(std::size_t image, std::size_t category, const Annotation& object) {
  rows_.push_back({static_cast<float>(object.x), static_cast<float>(object.y),
                   static_cast<float>(object.width), static_cast<float>(object.height),
                   static_cast<std::uint32_t>(image), static_cast<std::uint32_t>(category)});
  images_ = std::max(images_, static_cast<std::uint32_t>(image) + 1);
}

void BoxTable::skip() {
  rows_.push_back({0, 0, 0, 0, kNone, 0});
}

/// Positions sorted by image; `begins` gets where each image's begin, and the end.
std::vector<std::uint32_t> BoxTable::by_image(std::vector<std::uint32_t>& begins) const {
  begins.assign(std::size_t{images_} + 2, 0);
  for (const Row& row : rows_) {
    if (row.image != kNone) ++begins[std::size_t{row.image} + 2];
  }
  for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  std::vector<std::uint32_t> order(begins.back());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].image == kNone) continue;
    order[begins[std::size_t{rows_[i].image} + 1]++] = static_cast<std::uint32_t>(i);
  }
  return order;
}

/// Boxes this much alike begin within a twentieth of a width, so that few are compared.
void BoxTable::compare(std::uint32_t* begin, std::uint32_t* end, std::vector<Pair>& pairs) const {
  std::sort(begin, end, [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(rows_[a].category, rows_[a].x, a) < std::tie(rows_[b].category, rows_[b].x, b);
  });
  std::vector<bool> told(static_cast<std::size_t>(end - begin), false);
  for (std::uint32_t* one = begin; one != end; ++one) {
    if (told[static_cast<std::size_t>(one - begin)]) continue;
    const Row& first = rows_[*one];
    const double furthest = first.x + (1 - kSame) * first.width;
    for (std::uint32_t* other = one + 1; other != end; ++other) {
      const Row& second = rows_[*other];
      if (second.category != first.category || second.x > furthest) break;
      const double alike = iou(first, second);
      if (alike <= kSame || told[static_cast<std::size_t>(other - begin)]) continue;
      told[static_cast<std::size_t>(other - begin)] = true;
      pairs.push_back({*other, *one, alike});
    }
  }
}

void BoxTable::find_pairs(const std::function<void(const Pair&)>& report) const {
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> order = by_image(begins);
  std::vector<Pair> pairs;
  for (std::size_t image = 0; image < images_; ++image) {
    compare(order.data() + begins[image], order.data() + begins[image + 1], pairs);
  }
  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& a, const Pair& b) { return a.position < b.position; });
  for (const Pair& pair : pairs) report(pair);
}

}  // namespace assay::dataset::lint
