// SPDX-License-Identifier: Apache-2.0
// Any bytes are a header that holds what probe.hpp promises, or an Error{dataset} that says
// something; the same bytes are always the same of these.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tuple>

#include "core/base/error.hpp"
#include "core/image/probe.hpp"

namespace {

using assay::image::Header;

auto values_of(const Header& header) {
  return std::tuple(header.format, header.size.width, header.size.height, header.orientation,
                    header.bits, header.color, header.alpha, header.multiplied,
                    header.several_frames);
}

bool keeps_the_promises(const Header& header) {
  constexpr std::int64_t kLargestSide = 0xFFFFFFFF;  // so that products fit 64 bits
  const auto is_side = [](std::int64_t side) { return side >= 1 && side <= kLargestSide; };
  return is_side(header.size.width) && is_side(header.size.height) && header.orientation >= 1 &&
         header.orientation <= 8 && header.bits >= 0 &&
         !assay::image::name_of(header.format).empty();
}

/// The error's message, "" for a header that is good.
std::string outcome_of(std::string_view bytes, Header& header) {
  try {
    header = assay::image::probe(bytes);
  } catch (const assay::Error& error) {
    if (error.kind() != assay::ErrorKind::dataset || error.message().empty()) std::abort();
    return error.message();
  }
  if (!keeps_the_promises(header)) std::abort();
  return "";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // A copy without slack, so that a read past its end is seen.
  const std::string file(reinterpret_cast<const char*>(bytes), size);
  Header first, second;
  if (outcome_of(file, first) != outcome_of(file, second)) std::abort();
  if (values_of(first) != values_of(second)) std::abort();
  return 0;
}
