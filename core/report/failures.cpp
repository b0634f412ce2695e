// SPDX-License-Identifier: Apache-2.0
#include "core/report/failures.hpp"

#include "core/report/json.hpp"

namespace assay::report {

std::string failure_lines(const std::vector<Failure>& failures) {
  std::string lines;
  for (const Failure& failure : failures) lines += dump(json_failure(failure)) + "\n";
  return lines;
}

}  // namespace assay::report
