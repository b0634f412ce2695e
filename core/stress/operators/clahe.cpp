// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/clahe.hpp"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stress/matrix.hpp"
#include "core/stress/pixel_runs.hpp"

namespace assay::stress {
namespace {

constexpr std::int64_t kBandPixels = 32768;  // whose Lab stays in the cache

/// In 1/64, so that what lies between two tiles is not rounded before the end.
using Table = std::array<std::int16_t, 256>;
constexpr int kFraction = 64;
constexpr int kOne = 1 << 15;  // of weights: twice a difference times a weight ends 16 bits higher
using Histogram = std::array<std::uint32_t, 256>;

/// One side of the image in tiles, which differ by a pixel at most.
struct Tiling {
  std::int64_t side;
  std::int64_t count;

  std::int64_t begin(std::int64_t tile) const { return tile * side / count; }
  /// Where a pixel is, in tiles, the middle of the first being 0.
  double place(std::int64_t x) const {
    return (static_cast<double>(x) + 0.5) * static_cast<double>(count) / static_cast<double>(side) -
           0.5;
  }
};

/// Two tiles that a pixel is between, and how much of the second it gets, in 1/kOne.
struct Between {
  std::uint16_t first, second;
  std::int16_t weight;
};

std::int16_t mix(std::int16_t first, std::int16_t second, std::int16_t weight) {
  const auto twice = static_cast<std::int16_t>(2 * (second - first));
  return static_cast<std::int16_t>(first + ((twice * weight) >> 16));
}

Between between(const Tiling& tiling, std::int64_t x) {
  const double place = std::max(tiling.place(x), 0.0);
  const auto first = static_cast<std::int64_t>(place);
  const auto weight = static_cast<std::int16_t>((place - static_cast<double>(first)) * kOne);
  return {static_cast<std::uint16_t>(first),
          static_cast<std::uint16_t>(std::min(first + 1, tiling.count - 1)), weight};
}

/// The middle of each value's share of the clipped histogram: a flat one changes nothing.
Table equalizing(const Histogram& histogram, double clip_limit) {
  double count = 0;
  for (const std::uint32_t one : histogram) count += one;
  const double most = clip_limit * count / 256;
  double kept = 0;
  for (const std::uint32_t one : histogram) kept += std::min<double>(one, most);
  const double excess = (count - kept) / 256;  // goes to all values
  Table table;
  double below = 0;
  for (std::size_t v = 0; v < table.size(); ++v) {
    const double share = std::min<double>(histogram[v], most) + excess;
    const double level = 256 * (below + share / 2) / count - 0.5;
    table[v] = static_cast<std::int16_t>(std::lround(std::clamp(level, 0.0, 255.0) * kFraction));
    below += share;
  }
  return table;
}

class Clahe {
 public:
  Clahe(image::Size size, std::int64_t tiles, Workspace& workspace)
      : columns_{size.width, std::min(tiles, size.width)},
        rows_{size.height, std::min(tiles, size.height)},
        tables_(workspace.lease<Table>(static_cast<std::size_t>(columns_.count * rows_.count))),
        row_tables_(workspace.lease<Table>(static_cast<std::size_t>(columns_.count))),
        places_(workspace.lease<Between>(static_cast<std::size_t>(size.width))) {
    for (std::int64_t x = 0; x < size.width; ++x) {
      places_[static_cast<std::size_t>(x)] = between(columns_, x);
    }
  }

  /// `lab` has rows of Lab pixels.
  void learn(Bytes lab, double clip_limit) {
    std::size_t tile = 0;
    for (std::int64_t row = 0; row < rows_.count; ++row) {
      for (std::int64_t column = 0; column < columns_.count; ++column, ++tile) {
        tables_[tile] = equalizing(histogram_of(lab, row, column), clip_limit);
      }
    }
  }

  /// Row `y` with other lightness.
  void apply(std::int64_t y, Bytes lab, MutableBytes out) {
    mix_rows(between(rows_, y));
    std::copy(lab.begin(), lab.end(), out.begin());
    for (std::size_t i = 0; i < places_.span().size(); ++i) {
      const Between& at = places_[i];
      const std::uint8_t value = lab[3 * i];
      const int mixed = mix(row_tables_[at.first][value], row_tables_[at.second][value], at.weight);
      out[3 * i] = static_cast<std::uint8_t>((mixed + kFraction / 2) / kFraction);
    }
  }

 private:
  Histogram histogram_of(Bytes lab, std::int64_t row, std::int64_t column) const {
    Histogram histogram{};
    const std::int64_t right = columns_.begin(column + 1);
    for (std::int64_t y = rows_.begin(row); y < rows_.begin(row + 1); ++y) {
      for (std::int64_t x = columns_.begin(column); x < right; ++x) {
        ++histogram[lab[static_cast<std::size_t>((y * columns_.side + x) * 3)]];
      }
    }
    return histogram;
  }

  /// The tables of one row of pixels.
  void mix_rows(const Between& at) {
    const auto columns = static_cast<std::size_t>(columns_.count);
    for (std::size_t column = 0; column < columns; ++column) {
      const Table& above = tables_[at.first * columns + column];
      const Table& below = tables_[at.second * columns + column];
      Table& mixed = row_tables_[column];
      for (std::size_t v = 0; v < mixed.size(); ++v) {
        mixed[v] = mix(above[v], below[v], at.weight);
      }
    }
  }

  Tiling columns_;
  Tiling rows_;
  Workspace::Lease<Table> tables_;
  Workspace::Lease<Table> row_tables_;
  Workspace::Lease<Between> places_;
};

/// `lab` rows to RGB in place, with other lightness.
void adapt(Clahe& clahe, const image::MutablePixelView& lab, Workspace& workspace) {
  const auto [width, height] = lab.size;
  const std::size_t row_bytes = image::byte_size({width, 1}, lab.format);
  const std::int64_t rows_at_once = std::max<std::int64_t>(kBandPixels / width, 1);
  const auto changed =
      workspace.lease<std::uint8_t>(static_cast<std::size_t>(rows_at_once) * row_bytes);
  for (std::int64_t top = 0; top < height; top += rows_at_once) {
    const std::int64_t rows = std::min(rows_at_once, height - top);
    const auto band = bytes_of(lab).subspan(static_cast<std::size_t>(top) * row_bytes,
                                            static_cast<std::size_t>(rows) * row_bytes);
    for (std::int64_t y = 0; y < rows; ++y) {
      const std::size_t begin = static_cast<std::size_t>(y) * row_bytes;
      clahe.apply(top + y, band.subspan(begin, row_bytes),
                  changed.span().subspan(begin, row_bytes));
    }
    cv::Mat rgb = row_over(band);
    cv::cvtColor(row_over(changed.span().first(band.size())), rgb, cv::COLOR_Lab2RGB);
  }
}

}  // namespace

Effect clahe(const Values& values, const Setting&) {
  const double clip_limit = values.real("clip_limit");
  if (clip_limit == 0) return Unchanged{};
  Filter filter;
  filter.apply = [clip_limit, tiles = values.integer("tile_grid_size")](
                     const image::PixelView& from, const image::MutablePixelView& to,
                     Workspace& workspace) {
    cv::Mat lab = matrix_over(to);
    cv::cvtColor(matrix_over(from), lab, cv::COLOR_RGB2Lab);
    require_written(lab, to);
    Clahe clahe(from.size, tiles, workspace);
    clahe.learn(bytes_of(to), clip_limit);
    adapt(clahe, to, workspace);
  };
  return filter;
}

}  // namespace assay::stress
