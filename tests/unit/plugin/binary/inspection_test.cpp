// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/inspection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::plugin::binary {
namespace {

using test::TemporaryDirectory;
using testing::HasSubstr;

std::filesystem::path plugin_file(const std::string& name) {
  return std::filesystem::path(ASSAY_TEST_PLUGINS) / name;
}

std::string refusal_of(const std::filesystem::path& file) {
  try {
    inspect(file);
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_EQ(error.message().find('\n'), std::string::npos) << error.message();
    return error.message();
  }
}

std::vector<std::string> exports_of(const Inspection& inspection) {
  std::vector<std::string> names;
  for (const DynamicSymbol& symbol : inspection.dynamic.symbols) {
    if (symbol.is_exported()) names.push_back(symbol.name);
  }
  return names;
}

TEST(Inspect, ReadsWhatAPluginSaysAboutItself) {
  const Inspection inspection = inspect(plugin_file("faulty.so"));

  const wire::Description& description = inspection.descriptor.description;
  EXPECT_EQ(description.id, "org.example.faulty");
  EXPECT_EQ(description.version, "1.0.0");
  ASSERT_EQ(description.entries.size(), 2U);
  EXPECT_EQ(description.entries[0].name, "load");
  EXPECT_EQ(description.entries[0].model_type, "Faulty");
  ASSERT_EQ(description.entries[0].parameters.size(), 3U);
  EXPECT_EQ(description.entries[0].parameters[1].name, "on");
  EXPECT_EQ(description.entries[0].parameters[1].default_value, (wire::Value{std::string()}));
  EXPECT_TRUE(description.entries[1].has_predict);
  EXPECT_THAT(exports_of(inspection), testing::Contains("assay_plugin_v1"));
}

TEST(Inspect, ReadsPackedRelocations) {
  const Inspection inspection = inspect(plugin_file("packed.so"));

  const ElfFile file(plugin_file("packed.so"));
  EXPECT_GT(Relocations(file, inspection.dynamic).packed_count(), 0U);
  EXPECT_EQ(inspection.descriptor.description,
            inspect(plugin_file("faulty.so")).descriptor.description);
}

TEST(Inspect, ReadsAFileWithoutSectionHeaders) {
  std::string content = read_file(plugin_file("faulty.so"));
  std::fill_n(content.begin() + 40, 8, '\0');  // e_shoff
  std::fill_n(content.begin() + 60, 4, '\0');  // e_shnum, e_shstrndx
  const TemporaryDirectory directory;

  const Inspection inspection = inspect(directory.write("a.so", content));

  EXPECT_EQ(inspection.descriptor.description.id, "org.example.faulty");
}

TEST(Inspect, RunsNothingOfThePlugin) {
  EXPECT_EQ(inspect(plugin_file("exits_on_load.so")).descriptor.description.id,
            "org.example.minimal");
}

TEST(Inspect, SaysWhyAFileIsNoPlugin) {
  EXPECT_THAT(refusal_of(plugin_file("no_symbol.so")),
              HasSubstr("no_symbol.so: it is not an assay plugin: it exports no assay_plugin_v1"));
  EXPECT_THAT(refusal_of(plugin_file("bad_magic.so")), HasSubstr("set .magic = ASSAY_MAGIC"));
  EXPECT_THAT(refusal_of("/nonexistent.so"), HasSubstr("No such file"));
  EXPECT_THAT(refusal_of("/"), HasSubstr("not a regular file"));
  EXPECT_THAT(refusal_of("/proc/self/exe"), HasSubstr("it is a program"));
}

/// Bytes changed at random, mostly near the start, where the tables are.
std::string damaged(std::string content, std::mt19937& random) {
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  if (below(4) == 0) content.resize(below(content.size()));
  const std::size_t reach = below(2) == 0 ? 4096 : content.size();
  for (std::size_t flips = below(8); flips > 0 && !content.empty(); --flips) {
    content[below(std::min(reach, content.size()))] = static_cast<char>(below(256));
  }
  return content;
}

TEST(Inspect, SurvivesDamagedFiles) {
  const TemporaryDirectory directory;
  std::mt19937 random(20261125);
  for (const char* name : {"faulty.so", "packed.so"}) {
    const std::string good = read_file(plugin_file(name));
    for (int round = 0; round < 1000; ++round) {
      refusal_of(directory.write("damaged.so", damaged(good, random)));
    }
  }
}

}  // namespace
}  // namespace assay::plugin::binary
