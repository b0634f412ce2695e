// SPDX-License-Identifier: Apache-2.0
// findings.jsonl of a stress run, read back: what it takes to make the images again.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/pipeline/enhance/copies.hpp"

namespace assay::pipeline {

/// Gives the domain of a name, which lives as long as the copies. Throws where there is none.
using DomainOf = std::function<const stress::Domain&(const std::string& name)>;

/// A copy for each of the first `most` findings, in their order. Throws Error{io} where the file
/// cannot be read; Error{dataset} that points at the line where one is not JSON, lacks a member, or
/// names a datapoint, a domain or an axis that is not there, or a value that the operator does not
/// take; and where there is no finding.
std::vector<Copy> copies_of_findings(const std::filesystem::path& file,
                                     const dataset::Dataset& dataset, const DomainOf& domain_of,
                                     std::size_t most);

}  // namespace assay::pipeline
