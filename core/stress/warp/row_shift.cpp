// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/row_shift.hpp"

#include <cmath>

namespace assay::stress {

double RowShift::shift(double y) const {
  return shape_.slope * (y - shape_.middle) +
         shape_.wobble * std::sin(shape_.frequency * y + shape_.phase);
}

void RowShift::backward(std::span<float> x, std::span<float> y) const {
  float row = 0;
  auto moved = static_cast<float>(shift(0));
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (y[i] != row) {  // neighbours mostly are in one row
      row = y[i];
      moved = static_cast<float>(shift(double{row}));
    }
    x[i] -= moved;
  }
}

std::optional<Point> RowShift::forward(Point input) const {
  return Point{input.x + shift(input.y), input.y};
}

}  // namespace assay::stress
