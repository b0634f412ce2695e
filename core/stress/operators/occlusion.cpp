// SPDX-License-Identifier: Apache-2.0
// Rectangles of one colour in front of the image.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/stress/operators/families.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

std::int64_t part_of(std::int64_t side, double part) {
  return static_cast<std::int64_t>(std::llround(part * static_cast<double>(side)));
}

/// Each has a stream of its own, so that more of them leave the others where they are.
std::vector<PixelBox> boxes(std::int64_t count, image::Size box, const Setting& setting) {
  std::vector<PixelBox> boxes;
  if (box.width == 0 || box.height == 0) return boxes;
  for (std::int64_t i = 0; i < count; ++i) {
    Stream random = setting.random.branch(static_cast<std::uint32_t>(i));
    const std::int64_t left = part_of(setting.size.width - box.width, random.uniform());
    const std::int64_t top = part_of(setting.size.height - box.height, random.uniform());
    boxes.push_back({left, top, left + box.width, top + box.height});
  }
  return boxes;
}

void fill(const PixelBox& box, Color color, const image::MutablePixelView& image) {
  std::uint8_t* samples = bytes_of(image).data();
  const auto bytes = static_cast<std::size_t>(3 * (box.right - box.left));
  std::uint8_t* first = samples + 3 * (box.top * image.size.width + box.left);
  for (std::size_t i = 0; i < bytes; i += 3) {
    first[i] = color.red;
    first[i + 1] = color.green;
    first[i + 2] = color.blue;
  }
  for (std::int64_t row = 1; row < box.bottom - box.top; ++row) {
    std::memcpy(first + 3 * row * image.size.width, first, bytes);
  }
}

Effect effect(const Values& values, const Setting& setting) {
  const image::Size box{part_of(setting.size.width, values.real("max_width")),
                        part_of(setting.size.height, values.real("max_height"))};
  const std::vector<PixelBox> hidden = boxes(values.integer("occlusion_areas"), box, setting);
  if (hidden.empty()) return Unchanged{};
  return Filter{[hidden, color = values.color("occlusion_color")](
                    const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
                  std::memcpy(to.bytes.data(), from.bytes.data(),
                              image::byte_size(from.size, from.format));
                  for (const PixelBox& one : hidden) fill(one, color, to);
                },
                0, hidden};
}

}  // namespace

std::vector<Operator> occlusion_operators() {
  using enum AxisType;
  return {{"Occlusion",
           Category::image,
           "Rectangles of one colour anywhere in front of the image.",
           {with_legal(strength("occlusion_areas", integer, {0, 20}, 0, "", "how many"), 0, 1000),
            not_searched(number("max_height", real, {0, 1}, 0.1, "of the height", "of each")),
            not_searched(number("max_width", real, {0, 1}, 0.1, "of the width", "of each")),
            color_axis("occlusion_color", {128, 128, 128}, "of all")},
           effect}};
}

}  // namespace assay::stress
