// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/elf_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gelf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "core/base/check.hpp"

namespace assay::plugin::binary {
namespace {

constexpr std::size_t kMostSegments = 4096;

FileDescriptor open_regular(const std::filesystem::path& file) {
  // O_NONBLOCK: a FIFO must not hang us before fstat can refuse it.
  FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw Damage{fmt::format("it cannot be read: {}", std::strerror(errno))};
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    throw Damage{"it is not a regular file"};
  }
  return fd;
}

std::uint64_t size_of(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::vector<std::byte> read_at(int fd, std::uint64_t offset, std::size_t count) {
  std::vector<std::byte> bytes(count);
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(fd, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw Damage{"it changed or became unreadable while it was being read"};
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

/// What it is instead, by how it begins.
void check_magic(int fd, std::uint64_t size) {
  if (size < sizeof(Elf64_Ehdr)) {
    throw Damage{fmt::format("it has only {} bytes, too few for a library", size)};
  }
  const std::vector<std::byte> start = read_at(fd, 0, 8);
  const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  if (text.starts_with(std::string_view(ELFMAG, SELFMAG))) return;
  if (text == "!<arch>\n") {
    throw Damage{"it is a static library; build a shared one (MODULE or SHARED)"};
  }
  throw Damage{"it is not an ELF file; build the plugin as a shared library"};
}

}  // namespace

struct ElfFile::Library {
  explicit Library(int fd) : elf(::elf_begin(fd, ELF_C_READ, nullptr)) {}
  ~Library() { ::elf_end(elf); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  Elf* elf;
};

ElfFile::ElfFile(const std::filesystem::path& file)
    : fd_(open_regular(file)), size_(size_of(fd_.get())) {
  check_magic(fd_.get(), size_);
  ASSAY_CHECK(::elf_version(EV_CURRENT) != EV_NONE);
  library_ = std::make_unique<Library>(fd_.get());
  if (library_->elf == nullptr) {
    throw Damage{fmt::format("it cannot be read as ELF: {}", ::elf_errmsg(-1))};
  }
  read_header();
  read_segments();
}

ElfFile::~ElfFile() = default;

void ElfFile::read_header() {
  GElf_Ehdr header{};
  if (::gelf_getehdr(library_->elf, &header) == nullptr) {
    throw Damage{fmt::format("its header cannot be read: {}", ::elf_errmsg(-1))};
  }
  if (header.e_ident[EI_CLASS] != ELFCLASS64) {
    throw Damage{"it is a 32-bit library; build it for 64 bits"};
  }
  if (header.e_type == ET_REL) {
    throw Damage{"it is an object file; link it as a shared library (-shared)"};
  }
  if (header.e_type != ET_DYN) throw Damage{"it is not a shared library; link it with -shared"};
  machine_ = header.e_machine;
  big_endian_ = header.e_ident[EI_DATA] == ELFDATA2MSB;
}

void ElfFile::read_segments() {
  std::size_t count = 0;
  if (::elf_getphdrnum(library_->elf, &count) != 0 || count == 0 || count > kMostSegments) {
    throw Damage{"its program headers cannot be read: it is damaged or cut off; build it again"};
  }
  for (std::size_t i = 0; i < count; ++i) {
    GElf_Phdr header{};
    if (::gelf_getphdr(library_->elf, static_cast<int>(i), &header) == nullptr) {
      throw Damage{"its program headers cannot be read: it is damaged or cut off; build it again"};
    }
    const Segment segment{header.p_type,  header.p_flags,  header.p_offset,
                          header.p_vaddr, header.p_filesz, header.p_memsz};
    const bool matters = segment.type == PT_LOAD || segment.type == PT_DYNAMIC;
    if (matters && (segment.offset > size_ || segment.file_size > size_ - segment.offset)) {
      throw Damage{
          fmt::format("it is cut off: {} bytes, a segment of {} begins at {}; build "
                      "or copy it again",
                      size_, segment.file_size, segment.offset)};
    }
    if (matters && (segment.memory_size < segment.file_size ||
                    segment.address > ~std::uint64_t{0} - segment.memory_size)) {
      throw Damage{"a segment's size makes no sense: it is damaged; build it again"};
    }
    segments_.push_back(segment);
  }
}

const Segment* ElfFile::first_of(std::uint32_t type) const {
  const auto it = std::find_if(segments_.begin(), segments_.end(),
                               [&](const Segment& segment) { return segment.type == type; });
  return it == segments_.end() ? nullptr : &*it;
}

const Segment* ElfFile::loaded_at(std::uint64_t address, std::uint64_t bytes) const {
  const auto it = std::find_if(segments_.begin(), segments_.end(), [&](const Segment& segment) {
    return segment.type == PT_LOAD && segment.contains(address, bytes);
  });
  return it == segments_.end() ? nullptr : &*it;
}

std::vector<std::byte> ElfFile::bytes_at(std::uint64_t address, std::size_t count) const {
  const Segment* segment = loaded_at(address, count);
  if (segment == nullptr) {
    throw Damage{fmt::format("it refers to {} bytes at {:#x}, where it has none", count, address)};
  }
  const std::uint64_t inside = address - segment->address;
  const std::uint64_t in_file = segment->file_size > inside ? segment->file_size - inside : 0;
  auto bytes = read_at(fd_.get(), segment->offset + inside,
                       static_cast<std::size_t>(std::min<std::uint64_t>(in_file, count)));
  bytes.resize(count);  // zeros after what the file holds
  return bytes;
}

std::uint64_t ElfFile::u64_at(std::uint64_t address) const {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes_at(address, sizeof value).data(), sizeof value);
  const bool foreign = big_endian_ != (std::endian::native == std::endian::big);
  return foreign ? __builtin_bswap64(value) : value;
}

std::uint32_t ElfFile::u32_at(std::uint64_t address) const {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes_at(address, sizeof value).data(), sizeof value);
  const bool foreign = big_endian_ != (std::endian::native == std::endian::big);
  return foreign ? __builtin_bswap32(value) : value;
}

std::string ElfFile::text_at(std::uint64_t address, std::size_t most) const {
  constexpr std::size_t kStep = 256;
  std::string text;
  while (text.size() < most) {
    const Segment* segment = loaded_at(address);
    if (segment == nullptr) {
      throw Damage{fmt::format("it refers to text at {:#x}, where it has none", address)};
    }
    const std::uint64_t left = segment->memory_size - (address - segment->address);
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(left, kStep));
    const std::vector<std::byte> bytes = bytes_at(address, step);
    const auto end = std::find(bytes.begin(), bytes.end(), std::byte{0});
    text.append(reinterpret_cast<const char*>(bytes.data()),
                static_cast<std::size_t>(end - bytes.begin()));
    if (end != bytes.end()) return text;
    address += step;
  }
  throw Damage{fmt::format("it has a text of more than {} bytes", most)};
}

std::uint64_t ElfFile::offset_of(std::uint64_t address, std::uint64_t bytes) const {
  const Segment* segment = loaded_at(address, bytes);
  const std::uint64_t inside = segment == nullptr ? 0 : address - segment->address;
  if (segment == nullptr || inside > segment->file_size || bytes > segment->file_size - inside) {
    throw Damage{
        fmt::format("a table of {} bytes should be at {:#x}, where it has none", bytes, address)};
  }
  return segment->offset + inside;
}

const void* ElfFile::raw_table(std::uint64_t address, std::uint64_t count, std::uint64_t width,
                               int record) const {
  if (count == 0) return nullptr;
  std::uint64_t bytes = 0;
  if (__builtin_mul_overflow(count, width, &bytes)) throw Damage{"a table's size makes no sense"};
  const std::uint64_t offset = offset_of(address, bytes);
  const Elf_Data* data =
      ::elf_getdata_rawchunk(library_->elf, static_cast<std::int64_t>(offset),
                             static_cast<std::size_t>(bytes), static_cast<Elf_Type>(record));
  if (data == nullptr || data->d_buf == nullptr || data->d_size != bytes) {
    throw Damage{fmt::format("a table at {:#x} cannot be read: {}", address, ::elf_errmsg(-1))};
  }
  return data->d_buf;
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
    case EM_S390:
      return "s390x";
    default:
      return fmt::format("machine {}", machine);
  }
}

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

}  // namespace assay::plugin::binary
