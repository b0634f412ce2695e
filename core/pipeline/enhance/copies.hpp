// SPDX-License-Identifier: Apache-2.0
// Which images an enhanced data set has, before any is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

/// What a finding says of a copy that was made of it.
struct FoundBy {
  std::size_t line = 0;  // of the file of findings, from 1
  std::string mode;
  double score = 0;
};

/// A datapoint's image as it is, or as a point of a domain shows it.
struct Copy {
  std::size_t datapoint = 0;               // index in the data set
  const stress::Domain* domain = nullptr;  // none: the image itself
  stress::DomainPoint point = {};
  std::uint64_t seed = 0;  // of its randomness, with the datapoint's id and the draw
  std::uint32_t draw = 0;
  std::optional<FoundBy> finding = {};
  std::string name = {};  // its path below the folder of images

  bool is_original() const { return domain == nullptr; }
};

struct SamplePlan {
  std::size_t datapoints = 0;  // the first so many
  std::uint32_t copies = 1;    // of each
  std::uint64_t seed = 0;
};

/// Copies at points drawn as the domain distributes them, each keyed by seed, datapoint and draw
/// alone, which counts the datapoint's copies from 0: more copies, or other datapoints, change none
/// that were there. The domain must outlive them.
std::vector<Copy> sampled_copies(const dataset::Dataset& dataset, const stress::Domain& domain,
                                 const SamplePlan& plan);

/// The same with the image itself before the first copy of each datapoint.
std::vector<Copy> with_originals(std::vector<Copy> copies);

/// Gives each a name: "a/street.jpg" becomes "a/street-sensor-0.png", where the last number counts
/// the datapoint's copies; images themselves keep theirs. Images of classes are in folders of their
/// class. Throws Error{dataset} where two would have names that differ in their extension alone, by
/// which labels could not be told apart.
void name_copies(const dataset::Dataset& dataset, const std::filesystem::path& images,
                 std::vector<Copy>& copies);

}  // namespace assay::pipeline
