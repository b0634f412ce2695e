// SPDX-License-Identifier: Apache-2.0
// What a transformation does to one image once its axes have values: one of a few kinds, so that
// neighbours of the same kind are done at once. Images are u8 RGB, and keep their size.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/warp/warp.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// Nothing at all.
struct Unchanged {};

/// Each channel's value becomes another, wherever it stands. Neighbours are joined without any
/// difference to the result.
struct PointTables {
  using Table = std::array<std::uint8_t, 256>;
  std::array<Table, 3> channels;  // of red, green, blue
};

/// The same table for all channels.
PointTables tables_of(const PointTables::Table& table);
/// What `second` makes of what `first` makes.
PointTables join(const PointTables& first, const PointTables& second);

/// Pixels come from elsewhere, and annotations move. Neighbours become one resampling.
struct Warping {
  std::shared_ptr<const Warp> warp;
  Border border;
  Interpolation interpolation = Interpolation::linear;
};

/// Whole pixels: columns left <= x < right, rows top <= y < bottom.
struct PixelBox {
  std::int64_t left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const PixelBox&) const = default;
};

/// Anything else that leaves objects where they are.
struct Filter {
  /// Writes all of `to`, which has the size and format of `from` and does not overlap it. Called on
  /// any thread; the workspace is that thread's.
  std::function<void(const image::PixelView& from, const image::MutablePixelView& to,
                     Workspace& workspace)>
      apply;
  double tolerance = 0;          // how far it may move an edge, in pixels
  std::vector<PixelBox> hidden;  // what nobody can see any more
  /// As apply() to what tables make of `from`, without that image between; or nothing, where one
  /// must be.
  std::function<void(const PointTables& tables, const image::PixelView& from,
                     const image::MutablePixelView& to)>
      apply_after = nullptr;
  double growth = 0;  // what is added to the tolerance for each pixel from the image's middle
};

/// Several images become one. Its annotations are those of the input `annotations`.
struct Merging {
  /// As Filter::apply; one view for each input, all of one size.
  std::function<void(std::span<const image::PixelView> from, const image::MutablePixelView& to)>
      apply;
  std::size_t annotations = 0;
  bool shows_all = true;  // and not one of them alone
};

using Effect = std::variant<Unchanged, PointTables, Warping, Filter, Merging>;

}  // namespace assay::stress
