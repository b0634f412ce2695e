// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace assay {
namespace {

TEST(ForEachIndex, RunsEachOnceAndThrowsWhatIsThrown) {
  std::vector<int> done(1000);
  for_each_index(done.size(), 4, [&](std::size_t i) { ++done[i]; });
  EXPECT_THAT(done, testing::Each(1));
  EXPECT_THROW(for_each_index(9, 3,
                              [](std::size_t i) {
                                if (i == 4) throw std::runtime_error("x");
                              }),
               std::runtime_error);
}

}  // namespace
}  // namespace assay
