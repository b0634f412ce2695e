// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <random>

#include "core/pipeline/image_loader.hpp"
#include "core/pipeline/run_input.hpp"

namespace assay::pipeline {
namespace {

/// Images of no meaning, of two sizes, and the same each time.
class Noise {
 public:
  Noise(const definition::Model& model, predict::Predictor& predictor)
      : size_(model.runtime.image_size), predictor_(predictor) {}

  predict::Image next(std::size_t index) {
    predict::ImageSize size =
        index % 2 == 0 ? predict::ImageSize{640, 480} : predict::ImageSize{333, 500};
    if (size_) size = {size_->first, size_->second};
    const predict::Color color = predictor_.facts().color;
    const auto bytes =
        static_cast<std::size_t>(size.width * size.height * predict::channels(color));
    predict::Image image{index, fmt::format("noise-{}", index), size, color,
                         predictor_.pixels().allocate(bytes)};
    const auto pixels = image.pixels->bytes().first(bytes);
    std::generate(pixels.begin(), pixels.end(),
                  [this] { return static_cast<std::byte>(random_() >> 24); });
    return image;
  }

 private:
  std::optional<std::pair<int, int>> size_;
  predict::Predictor& predictor_;
  std::mt19937 random_{1};
};

/// What is to be predicted, and what has failed before that.
struct Prepared {
  predict::Batch batch;
  std::vector<SampleResult> results;  // of all, in order
};

Prepared of_noise(Noise noise, std::size_t count) {
  Prepared prepared;
  for (std::size_t i = 0; i < count; ++i) {
    prepared.batch.images.push_back(noise.next(i));
    prepared.results.push_back({prepared.batch.images.back().id, {i, {}, predict::Prediction{}}});
  }
  return prepared;
}

Prepared of_data(const RunInput& input, predict::Predictor& predictor) {
  const LoadImage load =
      image_loader(input.dataset, predictor.pixels(), load_options(input, predictor.facts()));
  Prepared prepared;
  for (std::size_t i = 0; i < input.total; ++i) {
    LoadResult result = load(i);
    SampleResult& made = prepared.results.emplace_back(
        SampleResult{input.dataset.datapoints[i].id, {i, {}, predict::Prediction{}}});
    if (auto* loaded = std::get_if<LoadedImage>(&result)) {
      prepared.batch.images.push_back(std::move(loaded->image));
    } else {
      made.outcome.result = std::get<predict::Failure>(std::move(result));
    }
  }
  return prepared;
}

void predict_into(std::vector<SampleResult>& results, predict::Batch batch,
                  predict::Predictor& predictor) {
  if (batch.images.empty()) return;
  predictor.submit(std::move(batch));
  while (predictor.in_flight() > 0) {
    for (predict::Outcome& outcome : predictor.wait(-1)) {
      const std::size_t index = outcome.index;
      results.at(index).outcome = std::move(outcome);
    }
  }
}

/// Against the data set's classes.
void check_classes(std::vector<SampleResult>& results, const RunInput& input) {
  for (SampleResult& result : results) {
    if (auto fault = fault_in(result.outcome, input)) {
      result.outcome.result =
          predict::Failure{predict::FailureKind::invalid_output, std::move(*fault)};
    }
  }
}

}  // namespace

Sample predict_sample(const definition::Definition& definition, const definition::Model& model,
                      const definition::Dataset* dataset, std::size_t count,
                      const plugin::WorkerOptions& options) {
  std::optional<RunInput> input;
  if (dataset != nullptr) input.emplace(prepare_run(definition, model, *dataset, RunExtent(count)));
  const auto predictor = plugin::start_model(definition, model, options);
  if (predictor->facts().max_batch != 0) count = std::min(count, predictor->facts().max_batch);
  if (input) input->total = std::min(input->total, count);
  Prepared prepared =
      input ? of_data(*input, *predictor) : of_noise(Noise(model, *predictor), count);
  Sample sample{predictor->facts().device, std::move(prepared.results)};
  predict_into(sample.results, std::move(prepared.batch), *predictor);
  predictor->close();
  if (input) check_classes(sample.results, *input);
  return sample;
}

}  // namespace assay::pipeline
