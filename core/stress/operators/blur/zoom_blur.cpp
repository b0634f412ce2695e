// SPDX-License-Identifier: Apache-2.0
// The mean of an image and larger and larger copies of it.
//
// Copies are at the powers of one ratio, so that the mean of twice as many is the mean of so many
// and of a zoom of that: m doublings do for 2^m copies. Each copy has the weight of its own ratio,
// as if copies were at equal steps.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/operators/blur/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

// Pixels are four 8.8 fixed point numbers, the last of no use, so that one is a machine word.
constexpr std::size_t kLanes = 4;

/// Between two pixels: the first, and how much of the second.
struct Place {
  std::size_t first;
  double second_share;
};

Place place(std::int64_t position, std::int64_t side, double zoom) {
  const double middle = static_cast<double>(side - 1) / 2;
  const double read = middle + (static_cast<double>(position) - middle) / zoom;
  const double first = std::min(std::floor(read), std::max(static_cast<double>(side - 2), 0.0));
  return {static_cast<std::size_t>(first), std::min(read - first, 1.0)};
}

std::uint16_t weight(double share) {
  return static_cast<std::uint16_t>(std::lround(share * 65535));
}

/// The weights for each lane of two pixels that stand side by side.
struct Column {
  std::size_t first;
  std::array<std::uint16_t, 2 * kLanes> weights;
};

Column column(std::int64_t x, std::int64_t width, double zoom) {
  const auto [first, share] = place(x, width, zoom);
  Column column{kLanes * first, {}};
  const std::uint16_t second = weight(share);
  std::fill_n(column.weights.begin(), kLanes, static_cast<std::uint16_t>(65535 - second));
  std::fill_n(column.weights.begin() + kLanes, kLanes, second);
  return column;
}

/// The weights of a row itself, and of the two rows that are seen there when zoomed.
struct Row {
  std::size_t first;
  std::array<std::uint16_t, 3> weights;
};

Row row_at(std::int64_t y, std::int64_t height, double zoom) {
  const auto [first, share] = place(y, height, zoom);
  const std::uint16_t own = weight(1 / (1 + zoom));
  const std::uint16_t second = weight(share * zoom / (1 + zoom));
  return {first, {own, static_cast<std::uint16_t>(65535 - own - second), second}};
}

void zoom_row(const std::uint16_t* in, std::span<const Column> columns, std::uint16_t* out) {
  for (const Column& column : columns) {
    std::array<std::uint16_t, 2 * kLanes> parts;
    for (std::size_t c = 0; c < parts.size(); ++c) {
      parts[c] = times(in[column.first + c], column.weights[c]);
    }
    for (std::size_t c = 0; c < kLanes; ++c) {
      out[c] = static_cast<std::uint16_t>(parts[c] + parts[kLanes + c]);
    }
    out += kLanes;
  }
}

void mix(std::span<std::uint16_t> row, const Row& at, const std::uint16_t* first,
         const std::uint16_t* second) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    row[i] =
        static_cast<std::uint16_t>(times(row[i], at.weights[0]) + times(first[i], at.weights[1]) +
                                   times(second[i], at.weights[2]));
  }
}

class Doubling {
 public:
  /// `pixels` has one more than `size` says, for the pixel after the last.
  Doubling(std::span<std::uint16_t> pixels, image::Size size, Workspace& workspace)
      : pixels_(pixels),
        size_(size),
        pitch_(kLanes * static_cast<std::size_t>(size.width)),
        zoomed_(workspace.lease<std::uint16_t>(4 * pitch_)),
        columns_(workspace.lease<Column>(static_cast<std::size_t>(size.width))),
        rows_(workspace.lease<Row>(static_cast<std::size_t>((size.height + 1) / 2))) {}

  /// pixels = (pixels + zoom (pixels zoomed)) / (1 + zoom), in place: zoomed rows come from nearer
  /// to the middle, so rows are written from both ends towards it.
  void run(double zoom) {
    for (std::size_t x = 0; x < columns_.span().size(); ++x) {
      columns_[x] = column(static_cast<std::int64_t>(x), size_.width, zoom);
    }
    for (std::size_t y = 0; y < rows_.span().size(); ++y) {
      rows_[y] = row_at(static_cast<std::int64_t>(y), size_.height, zoom);
    }
    held_.fill(kNone);
    const std::size_t last = static_cast<std::size_t>(size_.height) - 1;
    for (std::size_t y = 0; y < rows_.span().size(); ++y) {
      const std::size_t first = rows_[y].first;
      const std::size_t second = std::min(first + 1, last);
      const std::uint16_t* top = zoomed(0, first);
      const std::uint16_t* top_second = zoomed(0, second);
      const std::uint16_t* bottom = zoomed(1, last - first);
      const std::uint16_t* bottom_second = zoomed(1, last - second);
      mix(row(y), rows_[y], top, top_second);
      if (last - y != y) mix(row(last - y), rows_[y], bottom, bottom_second);
    }
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  std::span<std::uint16_t> row(std::size_t y) const { return pixels_.subspan(y * pitch_, pitch_); }

  /// Row `y` zoomed across, as it was before the run; for each half of the image two are held.
  const std::uint16_t* zoomed(std::size_t half, std::size_t y) {
    const std::size_t slot = 2 * half + y % 2;
    std::uint16_t* out = zoomed_.data() + slot * pitch_;
    if (held_[slot] != y) {
      zoom_row(row(y).data(), columns_.span(), out);
      held_[slot] = y;
    }
    return out;
  }

  std::span<std::uint16_t> pixels_;
  image::Size size_;
  std::size_t pitch_;
  Workspace::Lease<std::uint16_t> zoomed_;
  Workspace::Lease<Column> columns_;
  Workspace::Lease<Row> rows_;  // of the upper half, which the lower mirrors
  std::array<std::size_t, 4> held_{};
};

/// The number depends on the factor only beyond 2, lest the image should jump along that axis.
int doublings(double max_factor, double step) {
  const double smallest = std::max(step, 1.0 / 512);
  const double copies = std::log(std::max(max_factor, 2.0)) / std::log1p(smallest);
  return std::max(1, static_cast<int>(std::ceil(std::log2(copies))));
}

void blur(double max_factor, int doublings, const image::PixelView& from,
          const image::MutablePixelView& to, Workspace& workspace) {
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  const auto count = static_cast<std::size_t>(from.size.width * from.size.height);
  const auto lease = workspace.lease<std::uint16_t>(kLanes * (count + 1));
  std::uint16_t* pixels = lease.data();
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      pixels[kLanes * i + c] = static_cast<std::uint16_t>(in[3 * i + c] << 8);
    }
    pixels[kLanes * i + 3] = 0;
  }
  std::fill_n(pixels + kLanes * count, kLanes, std::uint16_t{0});

  Doubling doubling({pixels, kLanes * count}, from.size, workspace);
  double zoom = std::pow(max_factor, std::exp2(-doublings));
  for (int i = 0; i < doublings; ++i, zoom *= zoom) doubling.run(zoom);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      // What has become less by rounding is less than the half that is added.
      out[3 * i + c] = static_cast<std::uint8_t>((pixels[kLanes * i + c] + 128) >> 8);
    }
  }
}

Effect effect(const Values& values, const Setting&) {
  const double max_factor = values.real("max_factor");
  if (max_factor <= 1) return Unchanged{};
  const int count = doublings(max_factor, values.real("step_factor"));
  return Filter{
      [max_factor, count](const image::PixelView& from, const image::MutablePixelView& to,
                          Workspace& workspace) { blur(max_factor, count, from, to, workspace); },
      0,
      {},
      nullptr,
      (max_factor - 1) / 2};
}

}  // namespace

Operator zoom_blur() {
  using enum AxisType;
  return {
      "ZoomBlur",
      Category::blur,
      "The mean of the image and larger copies of it about its middle.",
      {with_legal(strength("max_factor", real, {1, 2}, 1, "", "how large the largest is"), 1, 10),
       with_legal(not_searched(number("step_factor", real, {0, 0.05}, 0.025, "",
                                      "how much larger each is than the one before, at most")),
                  0, 1)},
      effect};
}

}  // namespace assay::stress
