// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/base/error.hpp"
#include "core/plugin/check_model.hpp"
#include "core/plugin/strays.hpp"
#include "core/plugin/worker_pool.hpp"
#include "core/plugin/worker_predictor.hpp"

namespace assay::plugin {
namespace {

namespace fs = std::filesystem;

std::size_t usable_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (::sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return static_cast<std::size_t>(std::max(CPU_COUNT(&cores), 1));
}

/// The first number of OMP_NUM_THREADS, which may be a list; 0 for none.
std::size_t stated_threads() {
  const char* text = std::getenv("OMP_NUM_THREADS");
  std::size_t threads = 0;
  if (text != nullptr) std::from_chars(text, text + std::strlen(text), threads);
  return threads;
}

std::size_t threads_of(const WorkerOptions& options) {
  if (options.threads > 0) return options.threads;
  if (const std::size_t stated = stated_threads(); stated > 0) return stated;
  return std::max<std::size_t>(usable_cores() / options.instances, 1);
}

Clock::duration limit(double seconds, const WorkerOptions& options) {
  // Beyond a month the clock's arithmetic would be at risk, and nobody waits.
  constexpr double kLongest = 30 * 24 * 3600.0;
  const double scaled = seconds * options.deadline_scale;
  if (!(scaled > 0)) throw Error(ErrorKind::usage, "deadlines must be greater than 0");
  return std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(std::min(scaled, kLongest)));
}

std::vector<definition::Device> devices_of(const definition::Model& model,
                                           const WorkerOptions& options) {
  std::vector<definition::Device> devices;
  for (std::size_t i = 0; i < options.instances; ++i) {
    devices.push_back(options.devices.empty() ? model.runtime.device
                                              : options.devices[i % options.devices.size()]);
  }
  return devices;
}

}  // namespace

std::unique_ptr<predict::Predictor> start_model(const definition::Definition& definition,
                                                const definition::Model& model,
                                                const WorkerOptions& options) {
  if (options.instances == 0) throw Error(ErrorKind::usage, "there must be at least 1 instance");
  PoolSetup setup;
  setup.definition = definition;
  setup.model = model;
  setup.instance.plugin = find_plugin(definition, model, options.plugin_dirs);
  setup.instance.command = {companion("worker", options.worker), options.wrapper,
                            fs::absolute(model.repository), threads_of(options)};
  setup.instance.load_limit = limit(options.load_deadline_s, options);
  setup.instance.field_bytes = std::max<std::uint64_t>(options.field_bytes, 1 << 16);
  setup.instance.memory_limit_bytes = options.memory_limit_bytes;
  setup.devices = devices_of(model, options);
  setup.predict_limit = limit(options.predict_deadline_s, options);
  setup.unload_limit = limit(options.unload_deadline_s, options);
  setup.restart_budget = options.restart_budget;
  setup.interrupt_fd = options.interrupt_fd;
  setup.log_directory = options.log_directory;
  setup.log_bytes = options.log_bytes;
  if (!options.log_directory.empty()) fs::create_directories(options.log_directory);
  adopt_orphans();
  auto pool = std::make_unique<WorkerPool>(std::move(setup));
  pool->load();
  return pool;
}

}  // namespace assay::plugin
