// SPDX-License-Identifier: Apache-2.0
// Small RGB images for tests of transformations, and operators by name.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/operators/catalogue.hpp"

namespace assay::stress {

struct Picture {
  image::Size size;
  std::vector<std::uint8_t> rgb;  // [height, width, 3]

  image::PixelView view() const {
    return {std::as_bytes(std::span(rgb)), size, image::PixelFormat::rgb};
  }
  image::MutablePixelView writable() {
    return {std::as_writable_bytes(std::span(rgb)), size, image::PixelFormat::rgb};
  }
  std::uint8_t at(std::int64_t x, std::int64_t y, int channel) const {
    return rgb[static_cast<std::size_t>((y * size.width + x) * 3 + channel)];
  }
  bool operator==(const Picture&) const = default;
};

Picture plain(image::Size size, image::Rgb color);
Picture painted(image::Size size,
                const std::function<image::Rgb(std::int64_t x, std::int64_t y)>& color);
/// Smooth colours with edges: something of everything that photographs have. The same for all.
Picture scene(image::Size size = {64, 48});

/// Mean of a channel, and root of the mean square difference of two pictures.
double mean(const Picture& picture, int channel);
double difference(const Picture& a, const Picture& b);

using Settings = std::initializer_list<std::pair<const char*, AxisValue>>;

/// The effect of an operator; axes that are not set are neutral.
Effect effect_of(const std::string& name, Settings settings, image::Size size,
                 std::uint64_t seed = 1);
Picture transformed(const Picture& picture, const std::string& name, Settings settings,
                    std::uint64_t seed = 1);
const Catalogue& catalogue();

}  // namespace assay::stress
