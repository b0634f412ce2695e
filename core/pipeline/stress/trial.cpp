// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/trial.hpp"

#include "core/stress/domain/point_text.hpp"

namespace assay::pipeline {

std::string name_of(const Trial& trial, const dataset::Dataset& dataset,
                    const stress::Domain& domain) {
  std::string name = dataset.datapoints.at(trial.datapoint).id;
  if (!trial.point) return name;
  for (const std::string& setting : settings_of(domain, *trial.point)) name += " " + setting;
  return name + " #" + std::to_string(trial.draw);
}

}  // namespace assay::pipeline
