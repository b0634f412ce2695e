// SPDX-License-Identifier: Apache-2.0
// Sobol's sequence by Gray code (Antonov, Saleev 1979) with the direction numbers of Joe and Kuo:
// Constructing Sobol sequences with better two-dimensional projections (2008), and a random shift
// of the digits.
#include <array>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/stress/search/image_search.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kBits = 32;

/// A primitive polynomial, its highest and lowest coefficients included, and the first odd numbers.
struct Direction {
  std::uint32_t polynomial;
  std::array<std::uint32_t, 8> initial;
};

constexpr std::array<Direction, 40> kDirections{{
    {1, {1}},
    {3, {1}},
    {7, {1, 3}},
    {11, {1, 3, 1}},
    {13, {1, 1, 1}},
    {19, {1, 1, 3, 3}},
    {25, {1, 3, 5, 13}},
    {37, {1, 1, 5, 5, 17}},
    {41, {1, 1, 5, 5, 5}},
    {47, {1, 1, 7, 11, 19}},
    {55, {1, 1, 5, 1, 1}},
    {59, {1, 1, 1, 3, 11}},
    {61, {1, 3, 5, 5, 31}},
    {67, {1, 3, 3, 9, 7, 49}},
    {91, {1, 1, 1, 15, 21, 21}},
    {97, {1, 3, 1, 13, 27, 49}},
    {103, {1, 1, 1, 15, 7, 5}},
    {109, {1, 3, 1, 15, 13, 25}},
    {115, {1, 1, 5, 5, 19, 61}},
    {131, {1, 3, 7, 11, 23, 15, 103}},
    {137, {1, 3, 7, 13, 13, 15, 69}},
    {143, {1, 1, 3, 13, 7, 35, 63}},
    {145, {1, 3, 5, 9, 1, 25, 53}},
    {157, {1, 3, 1, 13, 9, 35, 107}},
    {167, {1, 3, 1, 5, 27, 61, 31}},
    {171, {1, 1, 5, 11, 19, 41, 61}},
    {185, {1, 3, 5, 3, 3, 13, 69}},
    {191, {1, 1, 7, 13, 1, 19, 1}},
    {193, {1, 3, 7, 5, 13, 19, 59}},
    {203, {1, 1, 3, 9, 25, 29, 41}},
    {211, {1, 3, 5, 13, 23, 1, 55}},
    {213, {1, 3, 7, 3, 13, 59, 17}},
    {229, {1, 3, 1, 3, 5, 53, 69}},
    {239, {1, 1, 5, 5, 23, 33, 13}},
    {241, {1, 1, 7, 7, 1, 61, 123}},
    {247, {1, 1, 7, 9, 13, 61, 49}},
    {253, {1, 3, 3, 5, 3, 55, 33}},
    {285, {1, 3, 1, 15, 31, 13, 49, 245}},
    {299, {1, 3, 5, 15, 31, 59, 63, 97}},
    {301, {1, 3, 1, 11, 11, 11, 77, 249}},
}};

std::array<std::uint32_t, kBits> direction_numbers(const Direction& direction) {
  std::array<std::uint32_t, kBits> numbers{};
  if (direction.polynomial == 1) {
    for (std::size_t i = 0; i < kBits; ++i) numbers[i] = std::uint32_t{1} << (kBits - 1 - i);
    return numbers;
  }
  const auto degree = static_cast<std::size_t>(std::bit_width(direction.polynomial)) - 1;
  for (std::size_t i = 0; i < kBits; ++i) {
    if (i < degree) {
      numbers[i] = direction.initial[i] << (kBits - 1 - i);
      continue;
    }
    numbers[i] = numbers[i - degree] ^ (numbers[i - degree] >> degree);
    for (std::size_t k = 1; k < degree; ++k) {
      if (direction.polynomial >> (degree - k) & 1) numbers[i] ^= numbers[i - k];
    }
  }
  return numbers;
}

class SobolSearch final : public ImageSearch {
 public:
  SobolSearch(Space space, Stream random) : space_(std::move(space)), random_(random) {
    for (std::size_t d = 0; d < space_.dimensions() && d < kDirections.size(); ++d) {
      directions_.push_back(direction_numbers(kDirections[d]));
      at_.push_back(static_cast<std::uint32_t>(random_.between(0, UINT32_MAX)));
    }
  }

  Place ask() override {
    Place place;
    for (std::size_t d = 0; d < space_.dimensions(); ++d) {
      place.push_back(d < at_.size() ? (static_cast<double>(at_[d]) + 0.5) * 0x1p-32
                                     : random_.uniform());
    }
    const auto bit = static_cast<std::size_t>(std::countr_one(number_++));
    for (std::size_t d = 0; d < at_.size() && bit < kBits; ++d) at_[d] ^= directions_[d][bit];
    return snapped(space_, std::move(place));
  }

  void tell(const Place&, double) override {}

 private:
  Space space_;
  Stream random_;
  std::vector<std::array<std::uint32_t, kBits>> directions_;
  std::vector<std::uint32_t> at_;  // the shifted place
  std::uint32_t number_ = 0;
};

}  // namespace

std::unique_ptr<ImageSearch> make_sobol_search(const Space& space, Stream random) {
  return std::make_unique<SobolSearch>(space, random);
}

}  // namespace assay::stress
