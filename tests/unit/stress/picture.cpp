// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/stress/picture.hpp"

#include <cmath>
#include <stdexcept>

#include "core/stress/apply_effect.hpp"

namespace assay::stress {

Picture painted(image::Size size,
                const std::function<image::Rgb(std::int64_t x, std::int64_t y)>& color) {
  Picture picture{size, {}};
  for (std::int64_t y = 0; y < size.height; ++y) {
    for (std::int64_t x = 0; x < size.width; ++x) {
      const image::Rgb one = color(x, y);
      picture.rgb.insert(picture.rgb.end(), {one.red, one.green, one.blue});
    }
  }
  return picture;
}

Picture plain(image::Size size, image::Rgb color) {
  return painted(size, [&](std::int64_t, std::int64_t) { return color; });
}

Picture scene(image::Size size) {
  return painted(size, [&](std::int64_t x, std::int64_t y) {
    const bool disc = (x - size.width / 2) * (x - size.width / 2) +
                          (y - size.height / 2) * (y - size.height / 2) <
                      size.height * size.height / 9;
    if (disc) return image::Rgb{220, 40, 30};
    const bool stripe = (x / 5 + y / 7) % 4 == 0;
    return image::Rgb{static_cast<std::uint8_t>(x * 255 / size.width),
                      static_cast<std::uint8_t>(y * 255 / size.height),
                      static_cast<std::uint8_t>(stripe ? 200 : 60)};
  });
}

double mean(const Picture& picture, int channel) {
  double sum = 0;
  for (std::size_t i = static_cast<std::size_t>(channel); i < picture.rgb.size(); i += 3) {
    sum += picture.rgb[i];
  }
  return sum * 3 / static_cast<double>(picture.rgb.size());
}

double difference(const Picture& a, const Picture& b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.rgb.size(); ++i) {
    const double d = double{1} * a.rgb[i] - b.rgb[i];
    squares += d * d;
  }
  return std::sqrt(squares / static_cast<double>(a.rgb.size()));
}

const Catalogue& catalogue() {
  static const Catalogue kCatalogue;
  return kCatalogue;
}

Effect effect_of(const std::string& name, Settings settings, image::Size size, std::uint64_t seed) {
  const Operator* one = catalogue().find(name);
  if (one == nullptr) throw std::logic_error("there is no operator " + name);
  Values values(*one);
  for (const auto& [axis, value] : settings) values.set(axis, value);
  return one->effect(values, {size, Stream({seed, "picture.png", name, 0})});
}

Picture transformed(const Picture& picture, const std::string& name, Settings settings,
                    std::uint64_t seed) {
  Picture result{picture.size, std::vector<std::uint8_t>(picture.rgb.size(), 0xAB)};
  Workspace workspace;
  apply_effect(effect_of(name, settings, picture.size, seed), picture.view(), result.writable(),
               workspace);
  return result;
}

}  // namespace assay::stress
