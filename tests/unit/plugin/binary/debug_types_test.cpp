// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/debug_types.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::plugin::binary {
namespace {

using test::TemporaryDirectory;
using testing::IsEmpty;

std::filesystem::path plugin_file(const std::string& name) {
  return std::filesystem::path(ASSAY_TEST_PLUGINS) / name;
}

TEST(DebugTypes, AreReadAsTheHeadersWriteThem) {
  const auto units = read_debug_types(plugin_file("without_note.so"));

  ASSERT_EQ(units.size(), 1U);
  EXPECT_TRUE(units[0].is_c);
  EXPECT_EQ(units[0].aliases.at("assay_status_t").type, "int32_t");
  EXPECT_EQ(units[0].aliases.at("assay_status_t").size, 4U);
  const auto& host = units[0].structs.at("assay_host_t");
  EXPECT_EQ(host.size, 112U);
  EXPECT_EQ(host.fields.at("log").offset, 40U);
  EXPECT_EQ(host.fields.at("log").type,
            "void (*)(const assay_host_t*, assay_log_level_t, assay_str_t)");
  const auto& entry = units[0].structs.at("assay_entry_t");
  EXPECT_EQ(entry.fields.at("params").type, "const assay_param_t* const*");
  EXPECT_EQ(units[0].structs.at("assay_value_t").fields.at("u.str").type, "const char*");
  EXPECT_EQ(units[0].structs.at("assay_plugin_t").fields.at("shutdown").type, "void (*)(void)");
}

TEST(DebugTypes, AreNotThereWithoutDebugInformation) {
  EXPECT_THAT(read_debug_types(plugin_file("swapped_fields.so")), IsEmpty());  // stripped
  EXPECT_THAT(read_debug_types("/nonexistent.so"), IsEmpty());
  EXPECT_THAT(read_debug_types("/dev/null"), IsEmpty());
}

TEST(DebugTypes, OfFunctionsThatTakeFunctionsTwiceHaveAnEnd) {
  const auto units = read_debug_types(plugin_file("doubled_types.so"));

  ASSERT_EQ(units.size(), 1U);
  EXPECT_LT(units[0].structs.at("assay_doubled_t").fields.at("function").type.size(), 1U << 16);
}

TEST(DebugTypes, SurviveDamage) {
  const std::string good = read_file(plugin_file("without_note.so"));
  const TemporaryDirectory directory;
  std::mt19937 random(20261125);
  std::uniform_int_distribution<std::size_t> place(good.size() / 2, good.size() - 1);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 1000; ++round) {
    std::string content = good;
    for (int flips = 0; flips < 8; ++flips)
      content[place(random)] = static_cast<char>(byte(random));
    read_debug_types(directory.write("damaged.so", content));
  }
}

}  // namespace
}  // namespace assay::plugin::binary
