// SPDX-License-Identifier: Apache-2.0
// Small JSON things that several writers need. For the .cpp files of this folder alone.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/report/results.hpp"

namespace assay::report {

/// Members in the order they were set.
using Json = nlohmann::ordered_json;

/// Integers without a decimal point ("-1", "0"), others with the digits that give the same double
/// back; null for what is not defined or not finite.
Json json_number(std::optional<double> value);

Json json_failure(const Failure& failure);

// Lists of summaries.
Json json_gates(const std::vector<Gate>& gates);
/// The first 100.
Json json_failures(const std::vector<Failure>& failures);
Json json_incidents(const std::vector<Incident>& incidents);

/// `indent` -1 puts all on one line. Bytes that are not UTF-8 become U+FFFD.
std::string dump(const Json& json, int indent = -1);

}  // namespace assay::report
