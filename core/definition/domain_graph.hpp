// SPDX-License-Identifier: Apache-2.0
// The links between the transformations of a domain: names become indices, and both ends of each
// link say the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/definition/domain_spec.hpp"
#include "core/definition/variables.hpp"

namespace assay::definition {

/// An end of a link as it is written.
struct RawEndpoint {
  std::string transformation;
  std::size_t index = 0;
  Mark mark;  // of the name; of the whole without one
};

/// What one transformation says; nullopt where it says nothing of that side.
struct RawLinks {
  std::optional<std::vector<RawEndpoint>> inputs;
  std::optional<std::vector<std::vector<RawEndpoint>>> outputs;
};

/// Fills inputs and outputs of `transformations` from `raw` (of each of them). A side that is not
/// stated is taken from the other ends; where no link is stated at all, each transformation follows
/// the one before. Reports names that are none, ends that contradict each other, circles, and
/// transformations that are not on the way from the source to the sink.
void link(const std::vector<RawLinks>& raw, std::vector<Transformation>& transformations,
          Reading& reading);

}  // namespace assay::definition
