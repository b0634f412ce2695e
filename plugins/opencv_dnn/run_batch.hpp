// SPDX-License-Identifier: Apache-2.0
// How a module runs its network on the images of a call: one by one, so that what happens to one
// image is that image's alone, or all at once where the definition says `batched`.
#pragma once

#include <assay/sdk.hpp>

#include <vector>

#include "network.hpp"
#include "preprocess.hpp"

namespace opencv_dnn {

/// What every module is made of.
struct Pipeline {
  Network network;
  Preprocessor preprocessor;
  std::vector<std::string> outputs;  // names of those that are read
};

/// `predict(datapoint)` makes a Result. An image that fails is declared so, and its mates go on.
template <class Result, class Predict>
std::vector<Result> run_each(const std::vector<assay::Datapoint>& datapoints,
                             const assay::Context& context, Predict predict) {
  std::vector<Result> results(datapoints.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (context.cancelled()) {
      throw assay::Error(assay::Status::cancelled, "cancelled between images");
    }
    try {
      results[i] = predict(datapoints[i]);
    } catch (const std::exception& error) {
      assay::fail(datapoints[i], error.what());
    }
  }
  return results;
}

/// `read(outputs of one image, its Placement)` makes a Result.
template <class Result, class Read>
std::vector<Result> run_batch(Pipeline& pipeline, const std::vector<assay::Datapoint>& datapoints,
                              const assay::Context& context, Read read) {
  if (!pipeline.network.is_batched()) {
    return run_each<Result>(datapoints, context, [&](const assay::Datapoint& datapoint) {
      const Prepared prepared = pipeline.preprocessor.prepare(datapoint.image());
      return read(pipeline.network.forward(prepared.blob, pipeline.outputs), prepared.placement);
    });
  }
  std::vector<Result> results(datapoints.size());
  std::vector<cv::Mat> blobs;
  std::vector<Placement> placements;
  for (const assay::Datapoint& datapoint : datapoints) {
    Prepared prepared = pipeline.preprocessor.prepare(datapoint.image());
    blobs.push_back(std::move(prepared.blob));
    placements.push_back(prepared.placement);
  }
  const auto outputs = pipeline.network.forward_together(blobs, pipeline.outputs);
  for (std::size_t i = 0; i < results.size(); ++i) results[i] = read(outputs[i], placements[i]);
  return results;
}

}  // namespace opencv_dnn
