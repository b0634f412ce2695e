// SPDX-License-Identifier: Apache-2.0
// Domains for tests, of the language that definitions are in.
#pragma once

#include <string>
#include <vector>

#include "core/definition/parse.hpp"
#include "core/stress/domain/domain.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {

/// Of one transformation a line, without the dash: "{name: a, operator: Gamma}".
inline Domain made_domain(const std::vector<std::string>& transformations) {
  std::string text = "project: {name: p}\ndomains:\n  - name: d\n    transformations:\n";
  for (const std::string& line : transformations) text += "      - " + line + "\n";
  const auto definition = definition::parse("assay.yaml", text, "/");
  return make_domain(definition.domains.at(0), definition.source, catalogue());
}

/// One transformation with one axis: its name, its operator and the axis.
inline std::string one_axis(const std::string& name, const std::string& of,
                            const std::string& axis) {
  return "{name: " + name + ", operator: " + of + ", axes: [{" + axis + "}]}";
}

/// Eight axes of all kinds: two-sided and one-sided strengths, continuous, whole and in steps, a
/// switch and a number that is no strength.
inline Domain mixed_domain() {
  return made_domain(
      {one_axis("exposure", "Gamma", "name: gamma, type: float, range: [0.4, 2.5]"),
       one_axis("jpeg", "JPEGCompression", "name: quality, type: int, range: [5, 100]"),
       one_axis("flip", "HorizontalFlip", "name: hflip, type: bool"),
       one_axis("turn", "Affine", "name: affine_rotate, type: float, range: [-45, 45]"),
       one_axis("bits", "Posterize", "name: num_bits, type: int, range: [1, 8]"),
       one_axis("light", "BrightnessContrast",
                "name: brightness, type: float, range: [-0.5, 0.5], steps: 11"),
       one_axis("colour", "ShiftHSV", "name: hue, type: int, range: [-90, 90]"),
       one_axis("grid", "CLAHE", "name: tile_grid_size, type: int, range: [3, 15]")});
}

/// Uniformly distributed over the domain.
inline DomainPoint random_point(const Domain& domain, Stream& random) {
  DomainPoint point;
  for (const FreeAxis& axis : domain.axes()) point.push_back(value_at(axis, random.uniform()));
  return point;
}

}  // namespace assay::stress
