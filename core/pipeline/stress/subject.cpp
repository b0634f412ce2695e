// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/subject.hpp"

namespace assay::pipeline {

std::vector<std::size_t> spread(const Subject& subject, std::size_t count) {
  const std::vector<std::size_t>& datapoints = subject.datapoints;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < count; ++i)
    chosen.push_back(datapoints[i * datapoints.size() / count]);
  return chosen;
}

}  // namespace assay::pipeline
