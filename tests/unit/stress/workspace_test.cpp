// SPDX-License-Identifier: Apache-2.0
#include "core/stress/workspace.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace assay::stress {
namespace {

TEST(Workspace, LendsTheSameMemoryAgain) {
  Workspace workspace;
  const float* first = nullptr;
  {
    const auto lease = workspace.lease<float>(1000);
    first = lease.data();
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(first) % 64, 0U);
    EXPECT_EQ(lease.span().size(), 1000U);
  }

  EXPECT_EQ(workspace.lease<float>(900).data(), first);
}

TEST(Workspace, LeasesDoNotOverlap) {
  Workspace workspace;
  const auto a = workspace.lease<std::uint8_t>(100);
  const auto b = workspace.lease<std::uint8_t>(100);
  a[0] = 1;
  b[0] = 2;

  EXPECT_EQ(a[0], 1);
}

TEST(Workspace, GrowsWhatItHas) {
  Workspace workspace;
  workspace.lease<std::uint8_t>(10);
  const auto large = workspace.lease<std::uint8_t>(1'000'000);
  large[999'999] = 1;

  EXPECT_EQ(large.span().size(), 1'000'000U);
}

}  // namespace
}  // namespace assay::stress
