// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/evidence.hpp"

#include <initializer_list>

namespace assay::pipeline {
namespace {

using Trials = std::vector<JudgedTrial>;

std::vector<const JudgedTrial*> joined(std::initializer_list<const Trials*> parts) {
  std::vector<const JudgedTrial*> all;
  for (const Trials* part : parts) {
    for (const JudgedTrial& trial : *part) all.push_back(&trial);
  }
  return all;
}

}  // namespace

std::vector<const JudgedTrial*> Evidence::all() const {
  return joined({&sample, &designed, &bounding, &searched, &reducing});
}

std::vector<const JudgedTrial*> Evidence::at_large() const {
  return joined({&sample, &designed, &searched});
}

}  // namespace assay::pipeline
