// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/families.hpp"

#include <iterator>
#include <utility>

namespace assay::stress {

std::vector<Operator> all_of(std::initializer_list<Family> families) {
  std::vector<Operator> all;
  for (const Family family : families) {
    std::vector<Operator> operators = family();
    std::move(operators.begin(), operators.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace assay::stress
