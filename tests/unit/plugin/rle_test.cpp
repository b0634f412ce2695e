// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/rle.hpp"

#include <gtest/gtest.h>

#include <string>

namespace assay::plugin {
namespace {

// Of a random 20 x 30 mask, by pycocotools.mask.encode.
const std::string kNoise =
    "0130O31M12M110ON1OO00000022N11M0012NN000214OJ011O0031OOM00001111NO001OO11OO120OO40K60K02011L30"
    "L01002OO020M10O031MO52MONO14OL110O1000N10220NN10O10N01000O010O020N>"
    "1C1OO0O1000011ON00030N011N00"
    "0011NO01010N32MN31N30MO020N0051LON00020N010O60J0020O100O0120NO01O00O02000O100O0011N10N0040L120"
    "0"
    "1ON00O041L00O10021NO0O000111";

TEST(Rle, KnowsThoseOfPycocotools) {
  EXPECT_TRUE(is_rle_of("8", 8));
  EXPECT_TRUE(is_rle_of("08", 8));
  EXPECT_TRUE(is_rle_of("2140", 8));
  EXPECT_TRUE(is_rle_of(kNoise, 600));
}

TEST(Rle, RefusesWhatCoversAnotherNumberOfPixels) {
  EXPECT_FALSE(is_rle_of("8", 9));
  EXPECT_FALSE(is_rle_of("08", 7));
  EXPECT_FALSE(is_rle_of(kNoise, 601));
  EXPECT_FALSE(is_rle_of("", 8));
}

TEST(Rle, RefusesEveryCutAndForeignCharacter) {
  for (std::size_t size = 0; size < kNoise.size(); ++size) {
    EXPECT_FALSE(is_rle_of(kNoise.substr(0, size), 600)) << size;
  }
  EXPECT_FALSE(is_rle_of("\x01", 8));
  EXPECT_FALSE(is_rle_of("\xFF", 8));
  EXPECT_FALSE(is_rle_of(std::string(40, 'o'), 8));  // a number that never ends
}

TEST(Rle, RefusesNegativeRuns) {
  EXPECT_FALSE(is_rle_of("O9", 8));  // -1, then 9
}

}  // namespace
}  // namespace assay::plugin
