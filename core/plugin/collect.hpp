// SPDX-License-Identifier: Apache-2.0
// From a worker's answer to fields in our own memory. The answer is a private copy already; nothing
// in it is believed, and what lies in the shared memory may change while we read it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/plugin/wire/messages.hpp"
#include "core/predict/outcome.hpp"

namespace assay::plugin {

/// Why a datapoint has no fields.
struct Declined {
  predict::FailureKind kind = predict::FailureKind::datapoint_failed;
  std::string message;
};

/// Of each datapoint of a batch: its fields, not yet validated, or what went wrong.
using Collected = std::vector<std::variant<std::vector<predict::Field>, Declined>>;

/// `memory` is the whole shared memory for fields. nullopt when the answer is not one that our
/// worker gives: an index, offset, length or count that cannot be.
std::optional<Collected> collect(const wire::Predicted& predicted, std::size_t datapoints,
                                 std::span<const std::byte> memory);

}  // namespace assay::plugin
