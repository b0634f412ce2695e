// SPDX-License-Identifier: Apache-2.0
#include "core/report/curve_svg.hpp"

#include <gmock/gmock.h>

namespace assay::report {
namespace {

using testing::HasSubstr;

TEST(CurvesSvg, DrawsALineForEachCurve) {
  const std::string svg = curves_svg({{"a", {1, 0.5, 0}}, {"b", {1, 1}}});
  EXPECT_THAT(
      svg,
      HasSubstr("<polyline class=\"curve c0\" points=\"40.0,10.0 235.0,125.0 430.0,240.0\"/>"));
  EXPECT_THAT(svg, HasSubstr("<polyline class=\"curve c1\" points=\"40.0,10.0 430.0,10.0\"/>"));
}

TEST(CurvesSvg, LeavesOutWhatIsNotDefined) {
  EXPECT_THAT(curves_svg({{"a", {-1, 0.5, -1}}}), HasSubstr("points=\"235.0,125.0\""));
  EXPECT_THAT(curves_svg({{"a", {}}}), HasSubstr("points=\"\""));
}

}  // namespace
}  // namespace assay::report
