// SPDX-License-Identifier: Apache-2.0
// Data sets of transformed images with their annotations moved: what to train on to mend what a
// stress test found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/convert/convert.hpp"
#include "core/definition/definition.hpp"
#include "core/pipeline/enhance/findings_file.hpp"
#include "core/pipeline/enhance/make_copies.hpp"

namespace assay::pipeline {

/// Either `domain`, with `copies` and `seed`, or `findings`, which say all that themselves.
struct EnhanceRequest {
  const stress::Domain* domain = nullptr;
  std::uint32_t copies = 1;  // of each datapoint, at points drawn as the domain distributes them
  std::uint64_t seed = 0;
  std::filesystem::path findings;  // findings.jsonl of a stress run
  DomainOf domain_of;              // that findings name

  bool originals = false;                      // the images as they are, too
  std::optional<std::size_t> limit;            // the first so many datapoints, or findings
  std::optional<dataset::convert::Target> to;  // of objects; default: as they are, else COCO
  std::filesystem::path directory;             // must not exist
  std::size_t jobs = 1;
  std::function<void(std::size_t done, std::size_t total, std::size_t failed)> progress;
};

struct Enhanced {
  std::string format;
  std::size_t images = 0;     // that were written
  std::size_t originals = 0;  // of these, images as they are
  std::optional<std::size_t> objects;
  std::vector<dataset::convert::Loss> losses;
  std::vector<LeftOut> left_out;
};

/// Writes images, annotations, `assay.yaml` with a definition of the data set, and
/// provenance.jsonl into a folder of its own, all or nothing. Equal arguments give equal bytes, for
/// any number of jobs. Throws Error{usage} where the folder exists or lies in the data set, or
/// `to` does not fit; Error{dataset} where the data set or the findings are wrong, or no image can
/// be read; Error{io}, Error{cancelled}.
Enhanced enhance(const definition::Definition& definition, const definition::Dataset& spec,
                 const EnhanceRequest& request);

}  // namespace assay::pipeline
