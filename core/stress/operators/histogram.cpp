// SPDX-License-Identifier: Apache-2.0
// Operators that give each value a new one by how many others there are below it.
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stress/apply_effect.hpp"
#include "core/stress/matrix.hpp"
#include "core/stress/operators/clahe.hpp"
#include "core/stress/operators/families.hpp"
#include "core/stress/pixel_runs.hpp"

namespace assay::stress {
namespace {

using Histogram = std::array<std::uint32_t, 256>;
using Table = PointTables::Table;

/// Of `channels` channels that take turns. Two for each, in turns, because adding to what has just
/// been added to waits for it.
template <std::size_t channels>
std::array<Histogram, channels> histograms(Bytes values) {
  std::array<Histogram, channels> even{};
  std::array<Histogram, channels> odd{};
  std::size_t i = 0;
  for (; i + 2 * channels <= values.size(); i += 2 * channels) {
    for (std::size_t c = 0; c < channels; ++c) {
      ++even[c][values[i + c]];
      ++odd[c][values[i + channels + c]];
    }
  }
  for (; i < values.size(); ++i) ++even[i % channels][values[i]];
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t v = 0; v < 256; ++v) even[c][v] += odd[c][v];
  }
  return even;
}

Table identity() {
  Table table;
  for (std::size_t v = 0; v < table.size(); ++v) table[v] = static_cast<std::uint8_t>(v);
  return table;
}

std::uint64_t total(const Histogram& histogram) {
  std::uint64_t sum = 0;
  for (const std::uint32_t count : histogram) sum += count;
  return sum;
}

/// OpenCV's: the lowest value becomes 0, the highest 255.
Table equalizing(const Histogram& histogram) {
  std::size_t lowest = 0;
  while (lowest < 255 && histogram[lowest] == 0) ++lowest;
  const std::uint64_t others = total(histogram) - histogram[lowest];
  Table table = identity();
  if (others == 0) return table;
  std::uint64_t below = 0;
  std::fill_n(table.begin(), lowest + 1, std::uint8_t{0});
  for (std::size_t v = lowest + 1; v < table.size(); ++v) {
    below += histogram[v];
    table[v] = static_cast<std::uint8_t>(
        std::lround(static_cast<double>(below) * 255 / static_cast<double>(others)));
  }
  return table;
}

/// Pillow's: steps of equal counts; nothing changes where there are too few pixels for steps.
Table equalizing_as_pillow(const Histogram& histogram) {
  std::size_t highest = 255;
  while (highest > 0 && histogram[highest] == 0) --highest;
  const std::uint64_t step = (total(histogram) - histogram[highest]) / 255;
  Table table = identity();
  if (step == 0) return table;
  std::uint64_t below = step / 2;
  for (std::size_t v = 0; v < table.size(); ++v) {
    table[v] = static_cast<std::uint8_t>(std::min<std::uint64_t>(below / step, 255));
    below += histogram[v];
  }
  return table;
}

using Equalizer = Table (*)(const Histogram&);

void equalize_channels(Equalizer equalizer, const image::PixelView& from,
                       const image::MutablePixelView& to) {
  const auto channels = histograms<3>(bytes_of(from));
  apply_tables({{equalizer(channels[0]), equalizer(channels[1]), equalizer(channels[2])}}, from,
               to);
}

/// What is added to luma is added to each channel: YCrCb's colour differences then stay, without
/// the rounding of a conversion there and back.
void equalize_luma(Equalizer equalizer, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const auto luma = workspace.lease<std::uint8_t>(bytes_of(from).size() / 3);
  cv::Mat gray = matrix_over(luma.span(), from.size);
  cv::cvtColor(matrix_over(from), gray, cv::COLOR_RGB2GRAY);
  const Table table = equalizer(histograms<1>(luma.span())[0]);
  std::size_t pixel = 0;
  for_each_run(from, to, [&](Bytes in, MutableBytes out) {
    std::array<std::int16_t, 3 * kRunPixels> added;
    for (std::size_t i = 0; i < in.size(); i += 3, ++pixel) {
      const auto one = static_cast<std::int16_t>(table[luma[pixel]] - luma[pixel]);
      added[i] = added[i + 1] = added[i + 2] = one;
    }
    for (std::size_t i = 0; i < in.size(); ++i) {
      out[i] = static_cast<std::uint8_t>(std::clamp(in[i] + added[i], 0, 255));
    }
  });
}

Effect equalize(const Values& values, const Setting&) {
  if (!values.flag("equalize")) return Unchanged{};
  const Equalizer equalizer = values.text("mode") == "pil" ? equalizing_as_pillow : equalizing;
  const bool by_channels = values.flag("by_channels");
  Filter filter;
  filter.apply = [equalizer, by_channels](const image::PixelView& from,
                                          const image::MutablePixelView& to, Workspace& workspace) {
    if (by_channels) return equalize_channels(equalizer, from, to);
    equalize_luma(equalizer, from, to, workspace);
  };
  return filter;
}

}  // namespace

std::vector<Operator> histogram_operators() {
  using enum AxisType;
  return {
      {"CLAHE",
       Category::color,
       "Evens out lightness within tiles, as far as their contrast is not limited.",
       {with_legal(strength("clip_limit", real, {0.01, 3}, 0, "of a flat histogram",
                            "how steep it may become"),
                   0, 256),
        with_legal(number("tile_grid_size", integer, {3, 15}, 8, "tiles", "each way"), 1, 256)},
       clahe},
      {"Equalize",
       Category::color,
       "Makes all values of a channel, or of luma, about equally frequent.",
       {toggle("equalize", "whether it is done"),
        mode("mode", {std::string("cv"), std::string("pil")}, "whose rule: OpenCV's or Pillow's"),
        mode("by_channels", {true, false}, "red, green and blue by themselves, or luma")},
       equalize},
  };
}

}  // namespace assay::stress
