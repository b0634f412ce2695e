// SPDX-License-Identifier: Apache-2.0
#include "core/definition/dataset_paths.hpp"

#include "core/definition/path_fault.hpp"
#include "core/definition/problems.hpp"

namespace assay::definition {

void check_paths(const Definition& definition, const Dataset& dataset) {
  constexpr const char* kStart = "the definition's folder";
  Problems problems(definition.source);
  if (auto fault = fault_in_path(dataset.images, PathKind::folder, kStart)) {
    problems.add(dataset.images_mark, "data_url: " + *fault);
  }
  if (!dataset.annotations.empty()) {
    if (auto fault = fault_in_path(dataset.annotations, PathKind::file, kStart)) {
      problems.add(dataset.annotations_mark, "annotations_url: " + *fault);
    }
  }
  if (!problems.empty()) throw problems.error();
}

}  // namespace assay::definition
