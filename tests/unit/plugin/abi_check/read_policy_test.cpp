// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/plugin/abi_check/policy.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::plugin::abi_check {
namespace {

Policy policy_of(const std::string& text) {
  const test::TemporaryDirectory directory;
  return read_policy(directory.write("policy.yaml", text));
}

/// Without the path, which differs.
std::string fault_of(const std::string& text) {
  try {
    policy_of(text);
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::definition);
    const std::string message = error.message();
    return message.substr(message.find("policy.yaml:"));
  }
}

TEST(ReadPolicy, ReadsAllOfIt) {
  const Policy policy = policy_of(
      "ceilings: {GLIBC: \"2.31\"}\n"
      "rules: {elf.imports: off, elf.constructors: error}\n"
      "allowed_libraries: [libpython3.11.so.1.0]\n");
  EXPECT_EQ(policy.ceilings.at("GLIBC"), "2.31");
  EXPECT_EQ(policy.severities.at("elf.imports"), std::nullopt);
  EXPECT_EQ(policy.severities.at("elf.constructors"), Severity::error);
  EXPECT_EQ(policy.allowed_libraries, (std::vector<std::string>{"libpython3.11.so.1.0"}));
}

TEST(ReadPolicy, AsksForNothingWhenItIsEmpty) {
  EXPECT_TRUE(policy_of("\n").severities.empty());
}

TEST(ReadPolicy, SaysWhereItIsWrong) {
  EXPECT_EQ(fault_of("rules: {elf.import: off}\n"),
            "policy.yaml:1:9: there is no rule 'elf.import'; did you mean 'elf.imports'?\n"
            "    rules: {elf.import: off}\n"
            "            ^");
  EXPECT_NE(fault_of("rules: {elf.imports: loud}\n").find("1:22"), std::string::npos);
  EXPECT_NE(fault_of("ceilings: {GLIBC: new}\n").find("must be a version"), std::string::npos);
  EXPECT_NE(fault_of("ceilings: {GLBIC: \"2.31\"}\n").find("did you mean 'GLIBC'?"),
            std::string::npos);
  EXPECT_NE(fault_of("ceiling: {GLIBC: \"2.31\"}\n").find("did you mean 'ceilings'?"),
            std::string::npos);
}

}  // namespace
}  // namespace assay::plugin::abi_check
