// SPDX-License-Identifier: Apache-2.0
#include "core/report/label_pictures.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

#include "core/base/check.hpp"
#include "core/image/encode.hpp"
#include "core/image/sampling.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::report {
namespace {

// Those of Okabe and Ito, "Color Universal Design" (2008), which people with any kind of colour
// vision can tell apart, behind a quiet one for what there is most of.
constexpr std::array<image::Rgb, 8> kClassColors{{{0xBB, 0xBB, 0xBB},
                                                  {0xE6, 0x9F, 0x00},
                                                  {0x56, 0xB4, 0xE9},
                                                  {0x00, 0x9E, 0x73},
                                                  {0xF0, 0xE4, 0x42},
                                                  {0x00, 0x72, 0xB2},
                                                  {0xD5, 0x5E, 0x00},
                                                  {0xCC, 0x79, 0xA7}}};
constexpr image::Rgb kOtherColor{0x22, 0x22, 0x22};
constexpr std::uint8_t kClassAlpha = 165;

struct Rgba {
  image::Rgb color;
  std::uint8_t alpha = 0;
};

constexpr Rgba kWrong{{0xD5, 0x5E, 0x00}, 215};
constexpr Rgba kRight{{0, 0, 0}, 130};
constexpr Rgba kStripe{{0xFF, 0xFF, 0xFF}, 150};
constexpr Rgba kBetweenStripes{{0, 0, 0}, 110};

using Labels = std::vector<std::int32_t>;

/// The maps at the size of the picture.
struct SmallMaps {
  image::Size size;
  Labels predicted;
  Labels truth;
};

Labels sampled(std::span<const std::int32_t> map, image::Size size, image::Size picture) {
  Labels labels;
  labels.reserve(static_cast<std::size_t>(picture.width * picture.height));
  for (std::int64_t y = 0; y < picture.height; ++y) {
    const std::int64_t row = image::nearest_place(y, picture.height, size.height) * size.width;
    for (std::int64_t x = 0; x < picture.width; ++x) {
      const std::int64_t at = row + image::nearest_place(x, picture.width, size.width);
      labels.push_back(map[static_cast<std::size_t>(at)]);
    }
  }
  return labels;
}

SmallMaps shrunk(const LabelMaps& maps) {
  const auto pixels = static_cast<std::size_t>(maps.size.width * maps.size.height);
  ASSAY_CHECK(maps.predicted.size() == pixels && maps.truth.size() == pixels);
  const image::Size picture = image::thumbnail_size(maps.size, kPictureSide);
  return {picture, sampled(maps.predicted, maps.size, picture),
          sampled(maps.truth, maps.size, picture)};
}

/// Those of most pixels first; of equals, the lower index.
Labels classes_by_pixels(const SmallMaps& maps) {
  std::map<std::int32_t, std::size_t> counts;
  for (const Labels* labels : {&maps.predicted, &maps.truth}) {
    for (const std::int32_t label : *labels) ++counts[label];
  }
  counts.erase(-1);
  Labels classes;
  for (const auto& [label, count] : counts) classes.push_back(label);
  std::stable_sort(classes.begin(), classes.end(),
                   [&](std::int32_t a, std::int32_t b) { return counts.at(a) > counts.at(b); });
  return classes;
}

/// Which class has which colour in one picture: the one of its rank, or the next that is free.
class ClassColors {
 public:
  ClassColors(const SmallMaps& maps, const LabelClasses& classes) : classes_(classes) {
    Labels shown = classes_by_pixels(maps);
    const auto& said = maps.predicted;
    has_others_ =
        shown.size() > kClassColors.size() || std::find(said.begin(), said.end(), -1) != said.end();
    shown.resize(std::min(shown.size(), kClassColors.size()));
    std::sort(shown.begin(), shown.end(),
              [&](std::int32_t a, std::int32_t b) { return rank_of(a) < rank_of(b); });
    label_of_color_.fill(-1);
    for (const std::int32_t label : shown) take_color(label);
  }

  Rgba of(std::int32_t label) const {
    for (std::size_t i = 0; i < kClassColors.size(); ++i) {
      if (label >= 0 && label_of_color_[i] == label) return {kClassColors[i], kClassAlpha};
    }
    return {kOtherColor, kClassAlpha};
  }

  std::vector<ColorKey> keys() const {
    std::vector<ColorKey> keys;
    for (std::size_t i = 0; i < kClassColors.size(); ++i) {
      if (label_of_color_[i] < 0) continue;
      const auto category = static_cast<std::size_t>(label_of_color_[i]);
      keys.push_back({classes_.categories.at(category).name, kClassColors[i]});
    }
    if (has_others_) keys.push_back({"other classes", kOtherColor});
    return keys;
  }

 private:
  std::size_t rank_of(std::int32_t label) const {
    return classes_.ranks.at(static_cast<std::size_t>(label));
  }

  void take_color(std::int32_t label) {
    std::size_t color = rank_of(label) % kClassColors.size();
    while (label_of_color_[color] >= 0) color = (color + 1) % kClassColors.size();
    label_of_color_[color] = label;
  }

  const LabelClasses& classes_;
  std::array<std::int32_t, kClassColors.size()> label_of_color_{};  // -1: free
  bool has_others_ = false;
};

/// Of one pixel of the picture, by its place in a row-wise list of them.
Rgba stripe_at(std::size_t i, image::Size size) {
  const auto width = static_cast<std::size_t>(size.width);
  return (i % width + i / width) / 4 % 2 == 0 ? kStripe : kBetweenStripes;
}

/// A picture of color_at(i) as a PNG.
template <class ColorAt>
std::string draw(image::Size size, const ColorAt& color_at) {
  const std::size_t bytes = image::byte_size(size, image::PixelFormat::rgba);
  std::vector<std::byte> pixels;
  pixels.reserve(bytes);
  for (std::size_t i = 0; i < bytes / 4; ++i) {
    const Rgba drawn = color_at(i);
    for (const auto value : {drawn.color.red, drawn.color.green, drawn.color.blue, drawn.alpha}) {
      pixels.push_back(std::byte{value});
    }
  }
  return image::encode_png({pixels, size, image::PixelFormat::rgba});
}

std::string draw_truth(const SmallMaps& maps, const ClassColors& colors) {
  return draw(maps.size, [&](std::size_t i) {
    return maps.truth[i] < 0 ? stripe_at(i, maps.size) : colors.of(maps.truth[i]);
  });
}

std::string draw_mistakes(const SmallMaps& maps) {
  return draw(maps.size, [&](std::size_t i) {
    if (maps.truth[i] < 0) return stripe_at(i, maps.size);
    return maps.truth[i] == maps.predicted[i] ? kRight : kWrong;
  });
}

}  // namespace

LabelComparison draw_labels(const LabelMaps& maps, const LabelClasses& classes) {
  const SmallMaps small = shrunk(maps);
  const ClassColors colors(small, classes);
  LabelComparison drawn;
  drawn.predicted = draw(small.size, [&](std::size_t i) { return colors.of(small.predicted[i]); });
  drawn.truth = draw_truth(small, colors);
  drawn.mistakes = draw_mistakes(small);
  drawn.keys = colors.keys();
  return drawn;
}

}  // namespace assay::report
