// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/move_masks.hpp"

#include <algorithm>

#include "core/stress/annotation/follow.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kMasksAtOnce = 16;        // as bits of one number for each pixel
constexpr std::uint64_t kPixelsFollowed = 500;  // of each mask

double visible_part(const std::vector<std::uint8_t>& rows, std::uint64_t area, const Motion& warps,
                    image::Size size) {
  const std::uint64_t stride = std::max<std::uint64_t>(1, area / kPixelsFollowed);
  const auto width = static_cast<std::size_t>(size.width);
  std::uint64_t number = 0;
  std::uint64_t asked = 0;
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == 0 || number++ % stride != 0) continue;
    ++asked;
    const std::size_t column = i % width;
    const std::size_t row = i / width;
    const Point middle{static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5};
    if (follow(middle, warps, size).fate != Followed::Fate::lost) ++seen;
  }
  return asked == 0 ? 0 : static_cast<double>(seen) / static_cast<double>(asked);
}

}  // namespace

std::vector<MovedMask> move_masks(std::span<const image::RunLengths> masks, const WarpChain& chain,
                                  image::Size size, Workspace& workspace) {
  const Motion warps(chain.begin(), chain.end());
  WarpChain without_copies = chain;
  for (ChainLink& link : without_copies) link.border = {};
  const auto pixels = static_cast<std::size_t>(size.width * size.height);
  std::vector<MovedMask> result;
  for (std::size_t begin = 0; begin < masks.size(); begin += kMasksAtOnce) {
    const auto some = masks.subspan(begin, std::min(kMasksAtOnce, masks.size() - begin));
    std::vector<std::uint16_t> bits(pixels, 0);
    for (std::size_t b = 0; b < some.size(); ++b) {
      const auto rows = image::decode_mask(some[b]);
      for (std::size_t i = 0; i < pixels; ++i) {
        bits[i] = static_cast<std::uint16_t>(bits[i] | (rows[i] << b));
      }
      result.push_back({{}, visible_part(rows, image::area(some[b]), warps, size)});
    }
    std::vector<std::uint16_t> moved(pixels);
    resample_labels(without_copies, bits, size, 0, moved, workspace);
    std::vector<std::uint8_t> rows(pixels);
    for (std::size_t b = 0; b < some.size(); ++b) {
      for (std::size_t i = 0; i < pixels; ++i) rows[i] = (moved[i] >> b) & 1;
      result[begin + b].mask = image::encode_mask(rows, size);
    }
  }
  return result;
}

}  // namespace assay::stress
