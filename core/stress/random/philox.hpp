// SPDX-License-Identifier: Apache-2.0
// Philox4x32-10: random words as a function of a counter and a key, so that any word can be had
// without those before it, on any thread. Salmon, Moraes, Dror, Shaw: Parallel random numbers: as
// easy as 1, 2, 3 (SC 2011).
#pragma once

#include <array>
#include <cstdint>

namespace assay::stress {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

constexpr PhiloxCounter philox4x32(PhiloxCounter counter, PhiloxKey key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {
        static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
        static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

}  // namespace assay::stress
