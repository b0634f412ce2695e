// SPDX-License-Identifier: Apache-2.0
#include "tests/support/oracle/seen_objects.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

#include "tests/support/oracle/seen_keypoints.hpp"
#include "tests/support/oracle/traced_positions.hpp"

namespace oracle {
namespace {

using assay::image::Size;
using assay::stress::Box;
using assay::stress::Motion;
using assay::stress::Object;
using assay::stress::Polygon;

constexpr std::int64_t kParts = 3;  // of a pixel, along each side

double middle_of(std::int64_t part) {
  return (static_cast<double>(part) + 0.5) / static_cast<double>(kParts);
}

/// The middles of all parts of one row of them.
Positions row_of_parts(std::int64_t row, Size size) {
  Positions parts;
  for (std::int64_t column = 0; column < size.width * kParts; ++column) {
    parts.add(static_cast<float>(middle_of(column)), static_cast<float>(middle_of(row)));
  }
  return parts;
}

/// By the crossings of a line to the right.
bool encloses(const Polygon& polygon, double x, double y) {
  bool inside = false;
  const std::size_t count = polygon.size() / 2;
  for (std::size_t i = 0, j = count - 1; i < count; j = i++) {
    const double x1 = polygon[2 * i], y1 = polygon[2 * i + 1];
    const double x2 = polygon[2 * j], y2 = polygon[2 * j + 1];
    if ((y1 > y) != (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

bool covers(const Object& object, double x, double y) {
  const Box& box = object.box.outer;
  if (x < box.x1 || x > box.x2 || y < box.y1 || y > box.y2) return false;
  return std::any_of(object.polygons.begin(), object.polygons.end(),
                     [&](const Polygon& polygon) { return encloses(polygon, x, y); });
}

/// The class of the pixel of the first image that has a position.
std::uint32_t class_at(const std::vector<Object>& objects, float x, float y) {
  const double middle_x = std::floor(x) + 0.5;
  const double middle_y = std::floor(y) + 0.5;
  for (const Object& object : objects) {
    if (covers(object, middle_x, middle_y)) {
      return static_cast<std::uint32_t>(object.category_id) + 1;
    }
  }
  return kNoClass;
}

/// The target image: a colour for each class.
constexpr std::array<std::array<std::uint8_t, 3>, 4> kColors{
    {{40, 60, 80}, {250, 30, 90}, {60, 240, 20}, {20, 90, 230}}};

using Color = std::array<std::uint8_t, 3>;

Color color_of(const assay::image::Rgb& rgb) {
  return {static_cast<std::uint8_t>(rgb.red), static_cast<std::uint8_t>(rgb.green),
          static_cast<std::uint8_t>(rgb.blue)};
}

std::uint32_t as_number(const Color& color) {
  return static_cast<std::uint32_t>(color[0] << 16 | color[1] << 8 | color[2]);
}

/// The border of the first image, if it has one colour.
std::optional<Color> border_of(const Motion& motion) {
  for (const auto& step : motion) {
    const auto* link = std::get_if<assay::stress::ChainLink>(&step);
    if (link == nullptr) continue;
    if (link->border.mode != assay::stress::BorderMode::constant) return std::nullopt;
    return color_of(link->border.color);
  }
  return std::nullopt;
}

/// The target image and what is around it.
struct Target {
  const std::vector<Object>& objects;
  Size size;
  std::optional<Color> border;

  Color pixel(float column, float row) const {
    const auto right = static_cast<float>(size.width - 1);
    const auto bottom = static_cast<float>(size.height - 1);
    const bool inside = column >= 0 && row >= 0 && column <= right && row <= bottom;
    if (border && !inside) return *border;
    return kColors.at(
        class_at(objects, std::clamp(column, 0.0F, right), std::clamp(row, 0.0F, bottom)));
  }

  /// Between the middles of pixels colours change evenly.
  Color at(float x, float y) const {
    const float left = std::floor(x - 0.5F), top = std::floor(y - 0.5F);
    std::array<float, 3> sum{};
    for (const float column : {left, left + 1}) {
      for (const float row : {top, top + 1}) {
        const float weight = (1 - std::abs(x - 0.5F - column)) * (1 - std::abs(y - 0.5F - row));
        const Color color = pixel(column, row);
        for (std::size_t c = 0; c < 3; ++c) sum[c] += weight * static_cast<float>(color[c]);
      }
    }
    Color color{};
    for (std::size_t c = 0; c < 3; ++c) color[c] = static_cast<std::uint8_t>(std::lround(sum[c]));
    return color;
  }
};

/// What is seen of one object.
class SeenObject {
 public:
  explicit SeenObject(Size size)
      : size_(size), counts_(static_cast<std::size_t>(size.width * size.height)) {}

  void add_part(std::int64_t column, std::int64_t row) {
    const auto edge = [](std::int64_t part) {
      return static_cast<double>(part) / static_cast<double>(kParts);
    };
    const Box part{edge(column), edge(row), edge(column + 1), edge(row + 1)};
    const Box box = box_.value_or(part);
    box_ = Box{std::min(box.x1, part.x1), std::min(box.y1, part.y1), std::max(box.x2, part.x2),
               std::max(box.y2, part.y2)};
    ++counts_[static_cast<std::size_t>(row / kParts * size_.width + column / kParts)];
  }

  std::optional<Seen> seen(std::int64_t category, std::vector<double> keypoints) const {
    if (!box_) return std::nullopt;
    for (std::size_t i = 0; i + 2 < keypoints.size(); i += 3) {
      if (keypoints[i + 2] > 0) continue;
      keypoints[i] = (box_->x1 + box_->x2) / 2;
      keypoints[i + 1] = (box_->y1 + box_->y2) / 2;
    }
    return Seen{category, box_->x1, box_->y1, box_->x2, box_->y2, mask(), std::move(keypoints)};
  }

 private:
  std::vector<std::uint32_t> mask() const {
    constexpr int kMost = kParts * kParts / 2 + 1;
    const int least = std::min<int>(kMost, *std::max_element(counts_.begin(), counts_.end()));
    std::vector<std::uint32_t> runs{0};
    bool inside = false;
    for (const std::uint8_t count : counts_) {
      if ((count >= least) != inside) {
        inside = !inside;
        runs.push_back(0);
      }
      ++runs.back();
    }
    return runs;
  }

  Size size_;
  std::optional<Box> box_;
  std::vector<std::uint8_t> counts_;  // of parts of it in each pixel
};

void add_to_runs(std::uint32_t one, std::vector<std::uint32_t>& runs) {
  if (runs.empty() || runs[runs.size() - 2] != one) runs.insert(runs.end(), {one, 0});
  ++runs.back();
}

}  // namespace

Shown shown_after(const std::vector<Object>& objects, const Motion& motion, Size size) {
  Shown shown;
  std::vector<SeenObject> seen(objects.size(), SeenObject(size));
  SeenKeypoints keypoints(objects);
  const Target target{objects, size, border_of(motion)};
  for (std::int64_t row = 0; row < size.height * kParts; ++row) {
    Positions parts = row_of_parts(row, size);
    trace_back(parts, motion, size);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto column = static_cast<std::int64_t>(i);
      const bool is_middle = row % kParts == kParts / 2 && column % kParts == kParts / 2;
      if (is_middle) {
        const bool nothing = parts.filled[i] || parts.hidden[i];
        add_to_runs(nothing ? kNoClass : class_at(objects, parts.x[i], parts.y[i]), shown.classes);
        const Color color =
            parts.fill[i] ? color_of(*parts.fill[i]) : target.at(parts.x[i], parts.y[i]);
        add_to_runs(as_number(color), shown.colors);
      }
      if (parts.away[i]) continue;
      keypoints.look(middle_of(column), middle_of(row), parts.x[i], parts.y[i]);
      if (parts.hidden[i]) continue;
      for (std::size_t k = 0; k < objects.size(); ++k) {
        if (covers(objects[k], parts.x[i], parts.y[i])) seen[k].add_part(column, row);
      }
    }
  }
  auto places = keypoints.found(motion, size);
  for (std::size_t k = 0; k < objects.size(); ++k) {
    auto one = seen[k].seen(objects[k].category_id, std::move(places[k]));
    if (one) shown.objects.push_back(*std::move(one));
  }
  return shown;
}

}  // namespace oracle
