// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/definition/definition.hpp"

namespace assay::definition {
namespace {

std::string round_trip(std::string_view text) {
  const auto devices = parse_devices(text);
  if (!devices) return "none";
  std::string result;
  for (const Device& device : *devices) result += (result.empty() ? "" : " ") + to_string(device);
  return result;
}

TEST(Device, IsOneOfItsSpellings) {
  EXPECT_EQ(round_trip("cpu"), "cpu");
  EXPECT_EQ(round_trip("gpu"), "cuda:0");
  EXPECT_EQ(round_trip("cuda"), "cuda:0");
  EXPECT_EQ(round_trip("cuda:0"), "cuda:0");
  EXPECT_EQ(round_trip("cuda:12"), "cuda:12");
}

TEST(Device, MayBeAList) {
  EXPECT_EQ(round_trip("cuda:0,cuda:1"), "cuda:0 cuda:1");
  EXPECT_EQ(round_trip("gpu,cpu,gpu"), "cuda:0 cpu cuda:0");
}

TEST(Device, IsNothingElse) {
  for (const char* text : {"", "CPU", "gpu:1", "cuda:", "cuda:-1", "cuda:+1", "cuda:01", "cuda:1x",
                           "cuda:1000", "cuda: 1", " cpu", "cpu,", ",cpu", "cpu,,gpu", "cpu gpu"}) {
    EXPECT_EQ(round_trip(text), "none") << text;
  }
}

}  // namespace
}  // namespace assay::definition
