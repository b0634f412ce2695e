// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/median_blur.hpp"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/stress/filter/cumulative_counts.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

constexpr std::int64_t kLargestSorted = 2;    // by OpenCV, which counts larger squares more slowly
constexpr std::int64_t kColumnsAtOnce = 200;  // they stay in the cache

/// The square while it moves along a row.
class Square {
 public:
  Square(const ColumnCounts* columns, std::int64_t reach)
      : columns_(columns),
        side_(2 * reach + 1),
        middle_(static_cast<std::int16_t>(side_ * side_ / 2 + 1)) {
    for (std::int64_t i = 0; i < side_; ++i) add(coarse_, columns[i].coarse);
    fine_at_.fill(-side_);
  }

  /// Where its first column is the first one, then where it is each next one.
  std::uint8_t median(std::int64_t x) {
    if (x > 0) move(coarse_, columns_[x - 1].coarse, columns_[x - 1 + side_].coarse);
    const std::size_t part = count_less(coarse_, middle_);
    const int below = part == 0 ? 0 : coarse_[part - 1];
    follow(part, x);
    const std::size_t value = count_less(fine_[part], static_cast<std::int16_t>(middle_ - below));
    return static_cast<std::uint8_t>(kParts * part + value);
  }

 private:
  /// Only parts in which medians are follow the square, when they are needed.
  void follow(std::size_t part, std::int64_t x) {
    CountSums& fine = fine_[part];
    std::int64_t at = std::exchange(fine_at_[part], x);
    if (x - at <= side_ / 2) {
      for (; at < x; ++at) move(fine, columns_[at].fine[part], columns_[at + side_].fine[part]);
      return;
    }
    fine.fill(0);
    for (std::int64_t i = x; i < x + side_; ++i) add(fine, columns_[i].fine[part]);
  }

  const ColumnCounts* columns_;
  std::int64_t side_;
  std::int16_t middle_;  // the median is the value up to which there are so many
  CountSums coarse_{};
  std::array<CountSums, kParts> fine_;
  std::array<std::int64_t, kParts> fine_at_;
};

/// One channel.
struct Channel {
  const std::uint8_t* in;
  std::uint8_t* out;
  image::Size size;

  std::uint8_t at(std::int64_t x, std::int64_t y) const {
    return in[3 * (std::clamp(y, std::int64_t{0}, size.height - 1) * size.width +
                   std::clamp(x, std::int64_t{0}, size.width - 1))];
  }
};

/// The columns of the image from `left` on that squares over `columns` have in the middle.
void write_strip(const Channel& channel, std::int64_t left, std::int64_t reach,
                 std::span<ColumnCounts> columns) {
  std::fill(columns.begin(), columns.end(), ColumnCounts{});
  const auto count = static_cast<std::int64_t>(columns.size());
  for (std::int64_t y = -reach; y <= reach; ++y) {
    for (std::int64_t i = 0; i < count; ++i) {
      add_value(columns[static_cast<std::size_t>(i)], channel.at(left - reach + i, y));
    }
  }
  for (std::int64_t y = 0; y < channel.size.height; ++y) {
    Square square(columns.data(), reach);
    std::uint8_t* out = channel.out + 3 * (y * channel.size.width + left);
    for (std::int64_t x = 0; x < count - 2 * reach; ++x) out[3 * x] = square.median(x);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::uint8_t gone = channel.at(left - reach + i, y - reach);
      const std::uint8_t come = channel.at(left - reach + i, y + reach + 1);
      if (gone != come) replace_value(columns[static_cast<std::size_t>(i)], gone, come);
    }
  }
}

}  // namespace

void median_blur(std::int64_t reach, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace) {
  if (reach <= kLargestSorted) {
    cv::Mat out = matrix_over(to);
    cv::medianBlur(matrix_over(from), out, static_cast<int>(2 * reach + 1));
    require_written(out, to);
    return;
  }
  const std::int64_t width = std::max(kColumnsAtOnce - 2 * reach, kColumnsAtOnce / 2);
  const auto columns = workspace.lease<ColumnCounts>(static_cast<std::size_t>(width + 2 * reach));
  for (std::int64_t c = 0; c < 3; ++c) {
    const Channel channel{bytes_of(from).data() + c, bytes_of(to).data() + c, from.size};
    for (std::int64_t left = 0; left < from.size.width; left += width) {
      const std::int64_t seen = std::min(width, from.size.width - left);
      write_strip(channel, left, reach,
                  columns.span().first(static_cast<std::size_t>(seen + 2 * reach)));
    }
  }
}

}  // namespace assay::stress
