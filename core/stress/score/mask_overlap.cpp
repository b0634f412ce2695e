// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/mask_overlap.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace assay::stress {
namespace {

/// Whole pixels of an image: columns from `left`, rows from `top`.
struct Window {
  std::int64_t left = 0, top = 0, width = 0, height = 0;
};

std::int64_t whole(double value) {
  return static_cast<std::int64_t>(value);
}

/// Around both, and as far about them as their edges are in doubt.
Window window_around(const image::MaskBox& one, const image::MaskBox& other, std::int64_t doubt,
                     image::Size size) {
  const std::int64_t left = std::max<std::int64_t>(whole(std::min(one.x, other.x)) - doubt, 0);
  const std::int64_t top = std::max<std::int64_t>(whole(std::min(one.y, other.y)) - doubt, 0);
  const std::int64_t right = whole(std::max(one.x + one.width, other.x + other.width)) + doubt;
  const std::int64_t bottom = whole(std::max(one.y + one.height, other.y + other.height)) + doubt;
  return {left, top, std::min(right, size.width) - left, std::min(bottom, size.height) - top};
}

bool are_apart(const image::MaskBox& one, const image::MaskBox& other, double doubt) {
  return one.x + one.width + doubt <= other.x || other.x + other.width + doubt <= one.x ||
         one.y + one.height + doubt <= other.y || other.y + other.height + doubt <= one.y;
}

/// 0 and 1, in columns from the left, as run lengths go.
class Pixels {
 public:
  Pixels(const image::RunLengths& mask, const Window& window)
      : window_(window), values_(static_cast<std::size_t>(window.width * window.height)) {
    std::int64_t at = 0;
    bool inside = false;
    for (const std::uint32_t run : mask.counts) {
      if (inside) fill(at, at + run, mask.size.height);
      at += run;
      inside = !inside;
    }
  }

  /// The pixels at most so many columns and rows from any of these. Takes as long for many as for
  /// few.
  Pixels spread(std::int64_t pixels) const {
    if (pixels == 0) return *this;
    Pixels wide = *this;
    for (std::int64_t x = 0; x < window_.width; ++x) {
      wide.spread_lines({wide.values_.data() + x * window_.height, 1, window_.height, 1}, pixels);
    }
    wide.spread_lines({wide.values_.data(), window_.height, window_.width, window_.height}, pixels);
    return wide;
  }

  void remove(const Pixels& others) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (others.values_[i] != 0) values_[i] = 0;
    }
  }
  void add(const Pixels& others) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (others.values_[i] != 0) values_[i] = 1;
    }
  }

  std::int64_t count() const { return std::count(values_.begin(), values_.end(), 1); }

  /// How many of these are `others` too.
  std::int64_t count_in(const Pixels& others) const {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) count += values_[i] & others.values_[i];
    return count;
  }

 private:
  /// Of the image's pixels from `begin` to before `end`, down its columns of that height.
  void fill(std::int64_t begin, std::int64_t end, std::int64_t height) {
    while (begin < end) {
      const std::int64_t column = begin / height;
      const std::int64_t next = std::min(end, (column + 1) * height);
      const std::int64_t x = column - window_.left;
      const std::int64_t top =
          std::clamp<std::int64_t>(begin - column * height - window_.top, 0, window_.height);
      const std::int64_t bottom =
          std::clamp<std::int64_t>(next - column * height - window_.top, top, window_.height);
      if (x >= 0 && x < window_.width) {
        const auto first = values_.begin() + x * window_.height;
        std::fill(first + top, first + bottom, std::uint8_t{1});
      }
      begin = next;
    }
  }

  /// Lines beside one another: their first pixels, from each to the next of its line, how many a
  /// line has, and how many lines.
  struct Lines {
    std::uint8_t* first;
    std::int64_t step, length, count;
  };

  static constexpr std::uint8_t kNear = 2;  // until all directions have been gone

  void spread_lines(const Lines& lines, std::int64_t pixels) {
    spread_on(lines, pixels);
    spread_on(
        {lines.first + (lines.length - 1) * lines.step, -lines.step, lines.length, lines.count},
        pixels);
    std::uint8_t* line = lines.first;
    for (std::int64_t i = 0; i < lines.length; ++i, line += lines.step) {
      for (std::int64_t k = 0; k < lines.count; ++k) line[k] = line[k] != 0 ? 1 : 0;
    }
  }

  /// To the pixels that come after those that are set.
  void spread_on(const Lines& lines, std::int64_t pixels) {
    left_.assign(static_cast<std::size_t>(lines.count), 0);
    for (std::int64_t i = 0; i < lines.length; ++i) {
      std::uint8_t* line = lines.first + i * lines.step;
      for (std::int64_t k = 0; k < lines.count; ++k) {
        std::int64_t& left = left_[static_cast<std::size_t>(k)];
        if (line[k] == 1) {
          left = pixels;
        } else if (left > 0) {
          line[k] = kNear;
          --left;
        }
      }
    }
  }

  Window window_;
  std::vector<std::uint8_t> values_;
  std::vector<std::int64_t> left_;  // of each line, how many pixels are still near
};

double part(std::int64_t some, std::int64_t all) {
  return all == 0 ? 0 : static_cast<double>(some) / static_cast<double>(all);
}

}  // namespace

double mask_overlap(const image::RunLengths& detection, const image::RunLengths& object,
                    const MaskDoubt& doubt) {
  if (doubt.pixels == 0 && doubt.hidden == nullptr) return mask_iou(detection, object, false);
  const image::MaskBox one = image::bounding_box(detection);
  const image::MaskBox other = image::bounding_box(object);
  if (are_apart(one, other, static_cast<double>(doubt.pixels))) return 0;
  const Window window = window_around(one, other, doubt.pixels, object.size);
  Pixels found(detection, window);
  Pixels wanted(object, window);
  const Pixels near_found = found.spread(doubt.pixels);
  const Pixels near_wanted = wanted.spread(doubt.pixels);
  if (doubt.hidden != nullptr) {
    const Pixels hidden(*doubt.hidden, window);
    found.remove(hidden);
    wanted.remove(hidden);
  }
  // Of exact masks these parts make the Dice coefficient, and that the intersection over union.
  const double right = part(found.count_in(near_wanted), found.count());
  const double covered = part(wanted.count_in(near_found), wanted.count());
  if (right == 0 || covered == 0) return 0;
  const double dice = 2 * right * covered / (right + covered);
  return dice / (2 - dice);
}

double covered_part(const image::RunLengths& detection, const image::RunLengths& object,
                    const MaskDoubt& doubt) {
  if (doubt.pixels == 0 && doubt.hidden == nullptr) return mask_iou(detection, object, true);
  const image::MaskBox one = image::bounding_box(detection);
  const image::MaskBox other = image::bounding_box(object);
  const bool apart = are_apart(one, other, static_cast<double>(doubt.pixels));
  if (apart && doubt.hidden == nullptr) return 0;
  const Window window = window_around(one, other, doubt.pixels, object.size);
  const Pixels found(detection, window);
  Pixels near = Pixels(object, window).spread(doubt.pixels);
  if (doubt.hidden != nullptr) near.add(Pixels(*doubt.hidden, window));
  return part(found.count_in(near), found.count());
}

}  // namespace assay::stress
