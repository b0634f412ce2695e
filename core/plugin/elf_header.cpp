// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/elf_header.hpp"

#include <elf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"

namespace assay::plugin {
namespace {

constexpr std::uint64_t kMostSegments = 4096;

std::uint16_t own_machine() {
#if defined(__x86_64__)
  return EM_X86_64;
#elif defined(__aarch64__)
  return EM_AARCH64;
#elif defined(__riscv)
  return EM_RISCV;
#elif defined(__powerpc64__)
  return EM_PPC64;
#else
  return EM_S390;
#endif
}

std::string machine_name(std::uint16_t machine) {
  switch (machine) {
    case EM_386:
      return "32-bit x86";
    case EM_X86_64:
      return "x86-64";
    case EM_ARM:
      return "32-bit ARM";
    case EM_AARCH64:
      return "AArch64";
    case EM_RISCV:
      return "RISC-V";
    case EM_PPC64:
      return "64-bit PowerPC";
    default:
      return fmt::format("machine {}", machine);
  }
}

bool read_at(int fd, std::uint64_t offset, void* to, std::size_t bytes) {
  return ::pread(fd, to, bytes, static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes);
}

std::optional<std::string> identity_fault(const Elf64_Ehdr& header) {
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
    const std::string_view start(reinterpret_cast<const char*>(header.e_ident), 8);
    if (start == "!<arch>\n")
      return "it is a static library; build a shared one (MODULE or SHARED)";
    return "it is not an ELF file; build the plugin as a shared library";
  }
  if (header.e_ident[EI_CLASS] != ELFCLASS64) return "it is a 32-bit library; build it for 64 bits";
  const unsigned char own_order =
      std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;
  if (header.e_ident[EI_DATA] != own_order) return "its byte order is not this machine's";
  if (header.e_machine != own_machine()) {
    return fmt::format("it is built for {}, this machine is {}; build it here",
                       machine_name(header.e_machine), machine_name(own_machine()));
  }
  if (header.e_type != ET_DYN) {
    return header.e_type == ET_REL ? "it is an object file; link it as a shared library (-shared)"
                                   : "it is not a shared library; link it with -shared";
  }
  return std::nullopt;
}

std::optional<std::string> segments_fault(const std::vector<Elf64_Phdr>& segments,
                                          std::uint64_t file_size) {
  bool dynamic = false;
  for (const Elf64_Phdr& segment : segments) {
    if (segment.p_type == PT_INTERP) {
      return "it is a program, not a shared library; link it with -shared";
    }
    dynamic = dynamic || segment.p_type == PT_DYNAMIC;
    const bool matters = segment.p_type == PT_LOAD || segment.p_type == PT_DYNAMIC;
    const bool inside =
        segment.p_offset <= file_size && segment.p_filesz <= file_size - segment.p_offset;
    if (matters && !inside) {
      return fmt::format("it is cut off: {} bytes, a segment ends at {}; build or copy it again",
                         file_size, segment.p_offset + segment.p_filesz);
    }
  }
  if (!dynamic) return "it has nothing to link (no dynamic section); link it with -shared";
  return std::nullopt;
}

std::optional<std::string> content_fault(int fd, std::uint64_t size) {
  Elf64_Ehdr header{};
  if (size < sizeof header || !read_at(fd, 0, &header, sizeof header)) {
    return fmt::format("it has only {} bytes, too few for a library", size);
  }
  if (auto fault = identity_fault(header)) return fault;
  const std::uint64_t table = std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr);
  const bool sane = header.e_phentsize == sizeof(Elf64_Phdr) && header.e_phnum > 0 &&
                    header.e_phnum <= kMostSegments && header.e_phoff <= size &&
                    table <= size - header.e_phoff;
  std::vector<Elf64_Phdr> segments(sane ? header.e_phnum : 0);
  if (!sane || !read_at(fd, header.e_phoff, segments.data(), table)) {
    return "its program headers cannot be read: it is damaged or cut off; build it again";
  }
  return segments_fault(segments, size);
}

}  // namespace

std::optional<std::string> find_elf_fault(const std::filesystem::path& file) {
  // O_NONBLOCK: a FIFO must not hang us before fstat can refuse it.
  const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) return fmt::format("it cannot be read: {}", std::strerror(errno));
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return "it is not a regular file";
  return content_fault(fd.get(), static_cast<std::uint64_t>(status.st_size));
}

}  // namespace assay::plugin
