// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/symbol_count.hpp"

#include <gelf.h>

#include <algorithm>

namespace assay::plugin::binary {
namespace {

/// DT_GNU_HASH: four numbers, a Bloom filter of 64-bit words, the buckets, and for each symbol from
/// `first` on a hash whose lowest bit ends a bucket's chain.
struct GnuHash {
  std::uint64_t buckets_at = 0;
  std::uint64_t chains_at = 0;
  std::uint32_t buckets = 0;
  std::uint32_t first = 0;
};

GnuHash read_gnu_hash(const ElfFile& file, std::uint64_t address) {
  const auto* head = file.table_at<std::uint32_t>(address, 4, ELF_T_WORD);
  GnuHash hash;
  hash.buckets = head[0];
  hash.first = head[1];
  hash.buckets_at = address + 16 + std::uint64_t{head[2]} * sizeof(std::uint64_t);
  hash.chains_at = hash.buckets_at + std::uint64_t{hash.buckets} * sizeof(std::uint32_t);
  return hash;
}

std::uint64_t end_of_chain(const ElfFile& file, const GnuHash& hash, std::uint32_t symbol) {
  // Chains of thousands are as unlikely as files of gigabytes: read some at a time.
  constexpr std::uint32_t kStep = 64;
  for (;; symbol += kStep) {
    const std::uint64_t at =
        hash.chains_at + std::uint64_t{symbol - hash.first} * sizeof(std::uint32_t);
    const Segment* segment = file.loaded_at(at);
    if (segment == nullptr) throw Damage{"its table of symbol hashes has no end"};
    const std::uint64_t left =
        (segment->memory_size - (at - segment->address)) / sizeof(std::uint32_t);
    const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(kStep, left));
    if (count == 0) throw Damage{"its table of symbol hashes has no end"};
    const auto* chain = file.table_at<std::uint32_t>(at, count, ELF_T_WORD);
    for (std::uint32_t i = 0; i < count; ++i) {
      if ((chain[i] & 1U) != 0) return std::uint64_t{symbol} + i + 1;
    }
    if (count < kStep) throw Damage{"its table of symbol hashes has no end"};
  }
}

std::uint64_t count_by_gnu_hash(const ElfFile& file, std::uint64_t address) {
  const GnuHash hash = read_gnu_hash(file, address);
  if (hash.buckets == 0) return hash.first;
  const auto* buckets = file.table_at<std::uint32_t>(hash.buckets_at, hash.buckets, ELF_T_WORD);
  const std::uint32_t last = *std::max_element(buckets, buckets + hash.buckets);
  // Symbols without a hash, e.g. those of other libraries, come before the first.
  return last < hash.first ? hash.first : end_of_chain(file, hash, last);
}

}  // namespace

std::uint64_t count_symbols(const ElfFile& file, std::uint64_t hash, std::uint64_t gnu_hash,
                            std::uint64_t symbols) {
  if (symbols == 0) throw Damage{"it has no table of symbols; link it with -shared"};
  if (gnu_hash != 0) return count_by_gnu_hash(file, gnu_hash);
  if (hash != 0) return file.table_at<std::uint32_t>(hash, 2, ELF_T_WORD)[1];
  throw Damage{"it has no table of symbol hashes; link it with -shared"};
}

}  // namespace assay::plugin::binary
