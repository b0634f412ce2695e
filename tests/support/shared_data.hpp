// SPDX-License-Identifier: Apache-2.0
// Third-party models and images that lie beside the project, never in it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

/// Skips the running test, saying so, where a path below the shared data is absent.
#define ASSAY_REQUIRE_SHARED_DATA(relative)                                                    \
  if (!std::filesystem::exists(std::filesystem::path(ASSAY_SHARED_DATA) / (relative)))         \
  GTEST_SKIP() << "needs " << (std::filesystem::path(ASSAY_SHARED_DATA) / (relative)).string() \
               << ", which is not here"
