// SPDX-License-Identifier: Apache-2.0
#include "core/stress/apply_effect.hpp"

#include <cstring>

#include "core/base/check.hpp"
#include "core/stress/look_up.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {
namespace {

struct Application {
  const image::PixelView& from;
  const image::MutablePixelView& to;
  Workspace& workspace;

  void operator()(const Unchanged&) const {
    std::memcpy(to.bytes.data(), from.bytes.data(), image::byte_size(from.size, from.format));
  }
  void operator()(const PointTables& tables) const { apply_tables(tables, from, to); }
  void operator()(const Warping& warping) const {
    resample({{warping.warp, warping.border}}, warping.interpolation, from, to, workspace);
  }
  void operator()(const Filter& filter) const { filter.apply(from, to, workspace); }
  void operator()(const Merging&) const { ASSAY_CHECK(false); }
};

}  // namespace

void apply_tables(const PointTables& tables, const image::PixelView& from,
                  const image::MutablePixelView& to) {
  look_up(tables, bytes_of(from), bytes_of(to));
}

void apply_effect(const Effect& effect, const image::PixelView& from,
                  const image::MutablePixelView& to, Workspace& workspace) {
  ASSAY_CHECK(from.size == to.size && from.format == image::PixelFormat::rgb &&
              to.format == image::PixelFormat::rgb);
  std::visit(Application{from, to, workspace}, effect);
}

}  // namespace assay::stress
