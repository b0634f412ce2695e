// SPDX-License-Identifier: Apache-2.0
// An operational domain ready to be used: the definition's graph with its operators found, its
// fixed values set and its free axes listed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source.hpp"
#include "core/definition/domain_spec.hpp"
#include "core/stress/domain/free_axis.hpp"
#include "core/stress/operators/catalogue.hpp"

namespace assay::stress {

/// A value for each free axis of a domain, in their order.
using DomainPoint = std::vector<AxisValue>;

struct DomainNode {
  std::string name;
  const Operator* of = nullptr;
  Values fixed;                     // of its axes that are not free; those are neutral
  std::vector<std::size_t> inputs;  // earlier nodes; empty: the datapoint comes in here
};

class Domain {
 public:
  /// Nodes in an order in which each comes after its inputs; the last is where datapoints leave.
  Domain(std::string name, std::vector<DomainNode> nodes, std::vector<FreeAxis> axes);

  const std::string& name() const { return name_; }
  std::span<const DomainNode> nodes() const { return nodes_; }
  std::span<const FreeAxis> axes() const { return axes_; }
  /// nullptr where there is none.
  const FreeAxis* find(std::string_view key) const;

  /// All values of a node's axes at a point.
  Values values(std::size_t node, const DomainPoint& point) const;
  /// Where all axes do least.
  DomainPoint weakest_point() const;

 private:
  std::string name_;
  std::vector<DomainNode> nodes_;
  std::vector<FreeAxis> axes_;
};

/// All that the domain says, as text: equal for equal domains.
std::string description_of(const Domain& domain);

/// Finds the operators of a definition's domain and checks their axes. Transformations that list no
/// axes at all have all that their operator searches, with its ranges; of others, axes that are not
/// listed keep their default. Ranges are those of `severity`, else of each transformation's
/// severity, else of the domain's. The catalogue must outlive the result. Throws Error{definition}
/// with everything that is wrong, by place; `source` is the definition's, for domains without a
/// file of their own.
Domain make_domain(const definition::Domain& spec, const Source& source, const Catalogue& catalogue,
                   std::optional<double> severity = std::nullopt);

/// One transformation, called as the operator, with all that it searches. The operator has one
/// input.
Domain domain_of(const Operator& one, const Catalogue& catalogue,
                 std::optional<double> severity = std::nullopt);

}  // namespace assay::stress
