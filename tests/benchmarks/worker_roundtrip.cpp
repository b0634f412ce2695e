// SPDX-License-Identifier: Apache-2.0
// What isolation costs: a batch of 8 images of 640 x 480 given to a plugin that looks at none of
// them, through a worker process and by a call in this one. The worker's goal is 20 us a batch.
#include <assay/plugin.h>
#include <benchmark/benchmark.h>
#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "core/definition/parse.hpp"
#include "core/plugin/worker_predictor.hpp"

namespace {

using namespace assay;

constexpr std::size_t kBatch = 8;
constexpr predict::ImageSize kSize{640, 480};

std::unique_ptr<predict::Predictor> start_worker() {
  const auto definition =
      definition::parse("assay.yaml",
                        "project: {name: Roundtrip, problem_type: Custom}\n"
                        "models:\n"
                        "  - name: minimal\n"
                        "    runtime:\n"
                        "      load: {entrypoint: \"bench_minimal:load\", output: {name: model}}\n"
                        "      predict:\n"
                        "        entrypoint: bench_minimal:predict\n"
                        "        inputs: [{name: datapoints, value: \"${datapoints}\"}]\n"
                        "        output: {name: predictions, keys: [scores]}\n",
                        ASSAY_BENCH_PLUGINS);
  plugin::WorkerOptions options;
  options.worker = ASSAY_BENCH_WORKER;
  return plugin::start_model(definition, definition.models[0], options);
}

predict::Batch next_batch(predict::Predictor& model) {
  predict::Batch batch;
  for (std::size_t i = 0; i < kBatch; ++i) {
    const auto bytes = static_cast<std::size_t>(kSize.width * kSize.height * 3);
    batch.images.push_back(
        {i, "image.jpg", kSize, predict::Color::rgb, model.pixels().allocate(bytes)});
  }
  return batch;
}

void through_worker(benchmark::State& state) {
  const auto model = start_worker();
  std::vector<double> microseconds;
  for (auto _ : state) {
    predict::Batch batch = next_batch(*model);
    const auto begin = std::chrono::steady_clock::now();
    model->submit(std::move(batch));
    benchmark::DoNotOptimize(model->wait(-1));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    state.SetIterationTime(took.count());
    microseconds.push_back(took.count() * 1e6);
  }
  model->close();
  std::sort(microseconds.begin(), microseconds.end());
  state.counters["p50_us"] = microseconds[microseconds.size() / 2];
  state.counters["p99_us"] = microseconds[microseconds.size() * 99 / 100];
}
BENCHMARK(through_worker)->UseManualTime()->MinTime(2);

alignas(64) std::byte field_memory[64];

assay_status_t give_memory(assay_sink_t*, const assay_field_t*, assay_dtype_t, std::int32_t,
                           const std::int64_t*, void** data) noexcept {
  *data = field_memory;
  return ASSAY_OK;
}

void in_process(benchmark::State& state) {
  void* library = ::dlopen(ASSAY_BENCH_PLUGINS "/bench_minimal.so", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return state.SkipWithError(::dlerror());
  const auto* plugin = static_cast<const assay_plugin_t*>(::dlsym(library, ASSAY_PLUGIN_SYMBOL));
  const assay_predict_fn predict = plugin->entries[1]->predict;
  assay_host_t host{};
  host.struct_size = sizeof host;
  host.out_alloc = give_memory;
  const assay_call_t call{sizeof call, 1, &host, {ASSAY_DEVICE_CPU, 0}, 0};
  const assay_batch_t batch{sizeof batch, kBatch, nullptr, nullptr};
  assay_value_t argument{};
  argument.kind = ASSAY_KIND_DATAPOINTS;
  argument.u.batch = &batch;
  for (auto _ : state) benchmark::DoNotOptimize(predict(&call, &argument, 1, nullptr, nullptr));
}
BENCHMARK(in_process);

void restart(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(start_worker());
}
BENCHMARK(restart)->Unit(benchmark::kMillisecond);

}  // namespace
