// SPDX-License-Identifier: Apache-2.0
// The operators there are, by name. Made once, in main, and passed on.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

class Catalogue {
 public:
  /// Of all operators of families.hpp.
  Catalogue();
  /// Of these alone. Names are unique.
  explicit Catalogue(std::vector<Operator> operators);

  /// Lives as long as the catalogue; nullptr where there is none.
  const Operator* find(std::string_view name) const;
  /// By category, then by name.
  std::span<const Operator> all() const { return operators_; }

 private:
  std::vector<Operator> operators_;
};

}  // namespace assay::stress
