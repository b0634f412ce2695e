// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/elf_header.hpp"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <random>

#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"

namespace assay::plugin {
namespace {

using test::TemporaryDirectory;
using testing::HasSubstr;

std::string good_library() {
  return read_file(std::filesystem::path(ASSAY_TEST_PLUGINS) / "minimal.so");
}

std::string fault_of(const std::string& content) {
  const TemporaryDirectory directory;
  return find_elf_fault(directory.write("a.so", content)).value_or("");
}

template <class Change>
std::string fault_after(Change change) {
  std::string content = good_library();
  Elf64_Ehdr header;
  std::memcpy(&header, content.data(), sizeof header);
  change(header);
  std::memcpy(content.data(), &header, sizeof header);
  return fault_of(content);
}

TEST(ElfHeader, FindsNoFaultInALibrary) {
  EXPECT_EQ(fault_of(good_library()), "");
}

TEST(ElfHeader, SaysWhatAFileIsInstead) {
  EXPECT_THAT(fault_of(""), HasSubstr("it has only 0 bytes"));
  EXPECT_THAT(fault_of(std::string(100, 'a')), HasSubstr("it is not an ELF file"));
  EXPECT_THAT(fault_of("!<arch>\n" + std::string(100, ' ')), HasSubstr("a static library"));
  EXPECT_THAT(fault_after([](Elf64_Ehdr& h) { h.e_ident[EI_CLASS] = ELFCLASS32; }),
              HasSubstr("32-bit"));
  EXPECT_THAT(fault_after([](Elf64_Ehdr& h) { h.e_machine = EM_386; }),
              HasSubstr("it is built for 32-bit x86, this machine is"));
  EXPECT_THAT(fault_after([](Elf64_Ehdr& h) { h.e_type = ET_REL; }), HasSubstr("object file"));
  EXPECT_THAT(fault_after([](Elf64_Ehdr& h) { h.e_phoff = std::uint64_t{1} << 62; }),
              HasSubstr("program headers cannot be read"));
  EXPECT_THAT(find_elf_fault(ASSAY_TEST_WORKER).value_or(""), HasSubstr("it is a program"));
}

TEST(ElfHeader, NoticesACutFile) {
  const std::string content = good_library();

  EXPECT_THAT(fault_of(content.substr(0, 4096)), HasSubstr("it is cut off: 4096 bytes"));
  EXPECT_THAT(fault_of(content.substr(0, 100)), HasSubstr("program headers cannot be read"));
}

TEST(ElfHeader, DoesNotWaitForAFifo) {
  const TemporaryDirectory directory;
  const auto fifo = directory.path() / "a.so";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);

  EXPECT_EQ(find_elf_fault(fifo).value_or(""), "it is not a regular file");
}

TEST(ElfHeader, SurvivesDamage) {
  const TemporaryDirectory directory;
  const std::string content = good_library();
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = content;
    for (int i = 0; i < 6; ++i) damaged[random() % 2000] = static_cast<char>(random());
    find_elf_fault(directory.write("a.so", damaged));  // whatever it says
  }
}

}  // namespace
}  // namespace assay::plugin
