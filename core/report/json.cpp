// SPDX-License-Identifier: Apache-2.0
#include "core/report/json.hpp"

#include <cmath>
#include <cstdint>

namespace assay::report {

Json json_number(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  // Up to here each integer is a double of its own.
  constexpr double kExact = 9007199254740992.0;
  if (std::trunc(*value) == *value && std::abs(*value) <= kExact) {
    return static_cast<std::int64_t>(*value);
  }
  return *value;
}

Json json_failure(const Failure& failure) {
  return {{"datapoint", failure.datapoint},
          {"kind", predict::name_of(failure.kind)},
          {"message", failure.message}};
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace assay::report
