// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/median_blur.hpp"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "core/stress/filter/cumulative_counts.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

constexpr std::int64_t kLargestSorted = 2;    // by OpenCV, which counts larger squares more slowly
constexpr std::int64_t kLargestCounted = 63;  // of whose columns counts are `Counts`
constexpr std::int64_t kColumnsAtOnce = 680;  // what is touched of them stays in the caches
constexpr std::size_t kMostColumns = kColumnsAtOnce;

constexpr std::size_t kColumnStep = kParts;  // to the next column
/// To the next part of all columns: those of a part are side by side, since neighbours mostly are
/// of the same. No power of two, lest places of all parts be the same line of a cache.
constexpr std::size_t kPartStep = kColumnStep * (kMostColumns + 4);

/// Columns of the image that squares reach: how many of their pixels are of the parts up to each,
/// and of each part, of the values up to each.
struct Columns {
  std::uint8_t* coarse;
  std::uint8_t* fine;
  std::int64_t count;
};

/// One channel with what is beside it: of each value sixteen times its part, and sixteen times its
/// place in that, as counts of values are sixteen numbers.
struct Halves {
  const std::uint8_t* part;
  const std::uint8_t* place;
  std::int64_t pitch, height;

  std::size_t row(std::int64_t y) const {
    return static_cast<std::size_t>(std::clamp(y, std::int64_t{0}, height - 1) * pitch);
  }
};

/// The parts in which medians were, and no longer are: their sums, and where the square was then.
template <VectorWidth width>
struct LeftParts {
  alignas(64) std::array<std::int16_t, kParts * kParts> sums;
  std::array<std::int64_t, kParts> at;

  explicit LeftParts(std::int64_t side) { at.fill(-side); }

  void leave(std::size_t part, const CountSums& fine, std::int64_t x) {
    std::memcpy(sums.data() + kParts * part, &fine, sizeof(fine));
    at[part] = x;
  }

  /// Only parts in which medians are follow the square, when they are needed. `first` is the part
  /// in the square's first column, which is `x`.
  void take_up(CountSums& fine, std::size_t part, const std::uint8_t* first, std::int64_t side,
               std::int64_t x) const {
    const std::int64_t behind = x - at[part];
    if (behind > side / 2) return sum_up<width>(fine, first, kColumnStep, side, side);
    CountSums now;
    std::memcpy(&now, sums.data() + kParts * part, sizeof(now));
    const std::uint8_t* gone = first - kColumnStep * static_cast<std::size_t>(behind);
    const std::size_t across = kColumnStep * static_cast<std::size_t>(side);
    for (; gone != first; gone += kColumnStep) move<width>(now, gone, gone + across);
    fine = now;
  }
};

/// Where medians of a row are.
struct RowParts {
  std::array<std::uint16_t, kMostColumns> part;
  std::array<std::int16_t, kMostColumns> rest;  // they are the value in it up to which so many are
};

/// While the square moves along the row.
template <VectorWidth width>
void find_parts(const Columns& columns, std::int64_t side, RowParts& row) {
  const std::size_t across = kColumnStep * static_cast<std::size_t>(side);
  // The median is the value up to which there are so many.
  const auto middle = static_cast<std::int16_t>(side * side / 2 + 1);
  const std::int64_t count = columns.count - side + 1;
  const std::uint8_t* at = columns.coarse;
  alignas(64) std::array<std::int16_t, 2 * kParts> below{};  // 0 before the first part
  CountSums sums;
  sum_up<width>(sums, at, kColumnStep, side, side);
  for (std::int64_t x = 0;;) {
    const std::size_t part = SumsIn<width>::count_less(sums, middle);
    std::memcpy(below.data() + kParts, &sums, sizeof(sums));
    row.part[static_cast<std::size_t>(x)] = static_cast<std::uint16_t>(part);
    row.rest[static_cast<std::size_t>(x)] =
        static_cast<std::int16_t>(middle - below[kParts - 1 + part]);
    if (++x == count) return;
    move<width>(sums, at, at + across);
    at += kColumnStep;
  }
}

/// From `x` on, as long as medians stay in a part, of which `sums` are at `x` and `first` is in the
/// square's first column there. Returns where they leave it, with the sums one before that.
template <VectorWidth width>
std::int64_t write_run(CountSums& sums, const std::uint8_t* first, std::int64_t side,
                       std::int64_t count, const RowParts& row, std::int64_t x,
                       std::uint8_t* pixel) {
  const std::size_t across = kColumnStep * static_cast<std::size_t>(side);
  const std::uint16_t* part = row.part.data() + x;
  const std::int16_t* rest = row.rest.data() + x;
  const std::int16_t* end = row.rest.data() + count;
  const std::uint16_t same = *part;
  const std::size_t base = kParts * same;
  CountSums now = sums;
  for (;;) {
    *pixel = static_cast<std::uint8_t>(base + SumsIn<width>::count_less(now, *rest));
    if (++rest == end || *++part != same) break;
    move<width>(now, first, first + across);
    first += kColumnStep;
    pixel += 3;
  }
  sums = now;
  return rest - row.rest.data();
}

template <VectorWidth width>
void write_row(const Columns& columns, std::int64_t side, const RowParts& row,
               std::uint8_t* pixel) {
  const std::int64_t count = columns.count - side + 1;
  LeftParts<width> left(side);
  for (std::int64_t x = 0; x < count;) {
    const std::size_t part = row.part[static_cast<std::size_t>(x)];
    const std::uint8_t* first =
        columns.fine + kColumnStep * static_cast<std::size_t>(x) + kPartStep * part;
    CountSums sums;
    left.take_up(sums, part, first, side, x);
    x = write_run<width>(sums, first, side, count, row, x, pixel + 3 * x);
    left.leave(part, sums, x - 1);
  }
}

void clear(const Columns& columns) {
  const auto count = static_cast<std::size_t>(columns.count);
  std::fill_n(columns.coarse, kColumnStep * count, std::uint8_t{0});
  std::fill_n(columns.fine, kPartStep * kParts, std::uint8_t{0});
}

void add_row(const Columns& columns, const Halves& halves, std::size_t row) {
  for (std::int64_t i = 0; i < columns.count; ++i) {
    const auto column = static_cast<std::size_t>(i);
    const std::size_t part = halves.part[row + column];
    add_value(columns.coarse + kColumnStep * column, part);
    add_value(columns.fine + kColumnStep * column + kPartStep / kParts * part,
              halves.place[row + column]);
  }
}

void replace_row(const Columns& columns, const Halves& halves, std::size_t gone, std::size_t come) {
  // Of bytes that are written anything may be a part; but not of these.
  const std::uint8_t* parts_gone = halves.part + gone;
  const std::uint8_t* places_gone = halves.place + gone;
  const std::uint8_t* parts_come = halves.part + come;
  const std::uint8_t* places_come = halves.place + come;
  std::uint8_t* coarse = columns.coarse;
  std::uint8_t* fine = columns.fine;
  const std::int64_t count = columns.count;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::size_t less = parts_gone[i], more = parts_come[i];
    const std::size_t less_place = places_gone[i], more_place = places_come[i];
    replace_value(coarse, less, more);
    remove_value(fine + kPartStep / kParts * less, less_place);
    add_value(fine + kPartStep / kParts * more, more_place);
    coarse += kColumnStep;
    fine += kColumnStep;
  }
}

/// What squares over the columns have in the middle, for the columns of the image from `left` on.
/// `out` is the first row of one channel.
template <VectorWidth width>
void write_strip(const Halves& halves, std::int64_t left, std::int64_t reach,
                 const Columns& columns, std::uint8_t* out, std::int64_t out_pitch) {
  const auto first = static_cast<std::size_t>(left);
  RowParts row;
  clear(columns);
  for (std::int64_t y = -reach; y <= reach; ++y) add_row(columns, halves, halves.row(y) + first);
  for (std::int64_t y = 0; y < halves.height; ++y) {
    find_parts<width>(columns, 2 * reach + 1, row);
    write_row<width>(columns, 2 * reach + 1, row, out + y * out_pitch + 3 * left);
    replace_row(columns, halves, halves.row(y - reach) + first, halves.row(y + reach + 1) + first);
  }
}

/// What is at the sides goes on beyond them.
void split(const image::PixelView& from, std::int64_t channel, std::int64_t reach,
           std::uint8_t* part, std::uint8_t* place) {
  const std::int64_t width = from.size.width;
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    const std::uint8_t* in = bytes_of(from).data() + 3 * y * width + channel;
    std::uint8_t* parts = part + y * (width + 2 * reach) + reach;
    std::uint8_t* places = place + y * (width + 2 * reach) + reach;
    for (std::int64_t x = 0; x < width; ++x) {
      parts[x] = in[3 * x] & 0xF0;
      places[x] = static_cast<std::uint8_t>(in[3 * x] << 4);
    }
    std::fill_n(parts - reach, reach, parts[0]);
    std::fill_n(places - reach, reach, places[0]);
    std::fill_n(parts + width, reach, parts[width - 1]);
    std::fill_n(places + width, reach, places[width - 1]);
  }
}

void count_medians(std::int64_t reach, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const image::Size size = from.size;
  const std::int64_t pitch = size.width + 2 * reach;
  const std::int64_t at_once = kColumnsAtOnce - 2 * reach;
  const auto bytes = static_cast<std::size_t>(pitch * size.height);
  const auto part = workspace.lease<std::uint8_t>(bytes);
  const auto place = workspace.lease<std::uint8_t>(bytes);
  const auto coarse = workspace.lease<std::uint8_t>(kColumnStep * kMostColumns);
  const auto fine = workspace.lease<std::uint8_t>(kPartStep * kParts);
  const Halves halves{part.data(), place.data(), pitch, size.height};
  for (std::int64_t c = 0; c < 3; ++c) {
    std::uint8_t* out = bytes_of(to).data() + c;
    run_in_told_vectors([&, out](auto width) {
      split(from, c, reach, part.data(), place.data());
      for (std::int64_t left = 0; left < size.width; left += at_once) {
        const Columns columns{coarse.data(), fine.data(),
                              std::min(at_once, size.width - left) + 2 * reach};
        write_strip<decltype(width)::value>(halves, left, reach, columns, out, 3 * size.width);
      }
    });
  }
}

}  // namespace

void median_blur(std::int64_t reach, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace) {
  if (reach > kLargestSorted && reach <= kLargestCounted) {
    return count_medians(reach, from, to, workspace);
  }
  cv::Mat out = matrix_over(to);
  cv::medianBlur(matrix_over(from), out, static_cast<int>(2 * reach + 1));
  require_written(out, to);
}

}  // namespace assay::stress
