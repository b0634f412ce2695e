// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/probe.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/stress/apply_effect.hpp"

namespace assay::stress {
namespace {

constexpr image::Size kSize{72, 56};
constexpr int kPlaces = 6;              // along an axis
constexpr std::uint32_t kSettings = 4;  // of the other axes

/// Edges, slopes and colours: there is something for everything to change.
std::vector<std::byte> picture() {
  std::vector<std::byte> pixels;
  for (std::int64_t y = 0; y < kSize.height; ++y) {
    for (std::int64_t x = 0; x < kSize.width; ++x) {
      const bool square = x > 20 && x < 50 && y > 15 && y < 40;
      const std::int64_t red = square ? 230 : 3 * x;
      const std::int64_t green = square ? 30 : 4 * y;
      const std::int64_t blue = (x / 6 + y / 6) % 2 == 0 ? 40 : 190;
      for (const std::int64_t value : {red, green, blue}) {
        pixels.push_back(static_cast<std::byte>(value));
      }
    }
  }
  return pixels;
}

/// A node's free axes at random places.
Values somewhere(const Domain& domain, std::size_t node, std::uint32_t setting) {
  Values values = domain.nodes()[node].fixed;
  Stream random({0, "probe", domain.nodes()[node].name, setting});
  for (const FreeAxis& axis : domain.axes()) {
    if (axis.node != node) continue;
    // One setting with everything at its end, where effects are not too weak to be seen.
    const double place = setting == 0 ? 1 : random.uniform();
    values.set(axis.facts->name, value_at(axis, place));
  }
  return values;
}

Effect effect_at(const Domain& domain, std::size_t node, const Values& values) {
  const DomainNode& one = domain.nodes()[node];
  return one.of->effect(values, {kSize, Stream({0, "probe", one.name, 0})});
}

std::vector<std::byte> result_of(const Effect& effect) {
  const std::vector<std::byte> before = picture();
  std::vector<std::byte> after(before.size());
  Workspace workspace;
  apply_effect(effect, {before, kSize, image::PixelFormat::rgb},
               {after, kSize, image::PixelFormat::rgb}, workspace);
  return after;
}

bool is_dead(const Domain& domain, const FreeAxis& axis) {
  for (std::uint32_t setting = 0; setting < kSettings; ++setting) {
    Values values = somewhere(domain, axis.node, setting);
    std::vector<std::byte> first;
    for (int i = 0; i < kPlaces; ++i) {
      values.set(axis.facts->name, value_at(axis, static_cast<double>(i) / (kPlaces - 1)));
      const Effect effect = effect_at(domain, axis.node, values);
      // What a merge does depends on images that are not at hand.
      if (std::holds_alternative<Merging>(effect)) return false;
      const auto result = result_of(effect);
      if (i == 0) first = result;
      if (result != first) return false;
    }
  }
  return true;
}

}  // namespace

bool moves_things(const Domain& domain, std::size_t node) {
  for (std::uint32_t setting = 0; setting < kSettings; ++setting) {
    const Effect effect = effect_at(domain, node, somewhere(domain, node, setting));
    if (std::holds_alternative<Warping>(effect)) return true;
  }
  return false;
}

bool shows_all_inputs(const Domain& domain, std::size_t node) {
  const DomainNode& one = domain.nodes()[node];
  if (one.inputs.size() < 2) return false;
  const Effect effect = effect_at(domain, node, somewhere(domain, node, 0));
  const auto* merging = std::get_if<Merging>(&effect);
  return merging != nullptr && merging->shows_all;
}

std::vector<std::string> dead_axes(const Domain& domain) {
  std::vector<std::string> dead;
  for (const FreeAxis& axis : domain.axes()) {
    if (is_dead(domain, axis)) dead.push_back(axis.key);
  }
  return dead;
}

}  // namespace assay::stress
