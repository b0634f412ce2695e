// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/run_options.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/base/nearest.hpp"

namespace assay::runner {
namespace {

constexpr std::uint64_t kMany = 1024;

/// --model or --dataset: the named one, or the only one.
template <class T>
const T& choose(const std::vector<T>& all, const std::optional<std::string>& name,
                const std::string& what, const std::string& option) {
  std::vector<std::string> names;
  for (const T& each : all) {
    names.push_back(each.name);
    if (name && each.name == *name) return each;
  }
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  if (all.empty()) {
    throw Error(ErrorKind::usage,
                fmt::format("the definition has no {0}; add one to its '{1}s'", what, option));
  }
  if (name) {
    throw Error(ErrorKind::usage, fmt::format("no {} '{}'{} (there are: {})", what, *name,
                                              did_you_mean(*name, names), list));
  }
  if (all.size() > 1) {
    throw Error(ErrorKind::usage,
                fmt::format("the definition has several {}s; choose one with --{}: {}", what,
                            option, list));
  }
  return all.front();
}

std::vector<definition::Device> devices_of(const ParsedOptions& options) {
  const auto text = options.text("device");
  if (!text) return {};
  auto devices = definition::parse_devices(*text);
  if (!devices) {
    throw Error(
        ErrorKind::usage,
        fmt::format("--device wants cpu, gpu, cuda:N or a list such as cuda:0,cuda:1, got '{}'",
                    *text));
  }
  return *devices;
}

bool wants_color(const ParsedOptions& options) {
  const std::string color = options.choice("color", {"auto", "always", "never"}).value_or("auto");
  if (color != "auto") return color == "always";
  return std::getenv("NO_COLOR") == nullptr && ::isatty(STDERR_FILENO) == 1;
}

}  // namespace

std::vector<Option> run_options() {
  return {
      {"model", 0, "NAME", "which model of the definition"},
      {"dataset", 0, "NAME", "which data set of the definition"},
      {"device", 0, "DEVICE", "cpu, gpu, cuda:N or a list; overrides the definition"},
      {"batch", 0, "N", "datapoints in one call of predict; overrides the definition"},
      {"limit", 0, "N", "only the first N datapoints"},
      {"resume", 0, "", "go on with an existing run directory"},
      {"jobs", 0, "N", "threads that decode images (default: the cores)"},
      {"instances", 0, "N", "worker processes of the model (default: 1)"},
      {"plugin-dir", 0, "DIR", "look for modules here too, after the model repository"},
      {"worker", 0, "PATH", "another assay-worker, e.g. one with a sanitizer"},
      {"worker-wrapper", 0, "CMD", "put before the worker's command line, e.g. 'valgrind --'"},
      {"worker-memory", 0, "SIZE", "kill a worker that has more memory resident, e.g. 4G"},
      {"load-deadline", 0, "S", "seconds for load and the first predict (default: 300)"},
      {"predict-deadline", 0, "S", "seconds for each predict (default: 60)"},
      {"deadline-scale", 0, "F", "multiplies all deadlines, for slow wrappers (default: 1)"},
      {"log-level", 0, "L", "debug, info, warn, error or off (default: warn)"},
      {"no-progress", 0, "", "no progress on stderr"},
      {"color", 0, "WHEN", "auto, always or never (default: auto)"},
  };
}

void configure_logging(const ParsedOptions& options) {
  const std::vector<std::string> names{"debug", "info", "warn", "error", "off"};
  const std::string name = options.choice("log-level", names).value_or("warn");
  const auto level = std::find(names.begin(), names.end(), name) - names.begin();
  log::configure(static_cast<log::Level>(level), wants_color(options));
}

std::size_t jobs_of(const ParsedOptions& options) {
  if (const auto jobs = options.count("jobs", 1, kMany)) return *jobs;
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  return static_cast<std::size_t>(std::max(1, CPU_COUNT(&allowed)));
}

std::string first_device(const ParsedOptions& options) {
  const auto devices = devices_of(options);
  return devices.empty() ? "" : definition::to_string(devices.front());
}

plugin::WorkerOptions worker_options_of(const ParsedOptions& options) {
  plugin::WorkerOptions worker;
  worker.worker = options.text("worker").value_or("");
  if (const auto wrapper = options.text("worker-wrapper")) {
    worker.wrapper = split_words(*wrapper, "worker-wrapper");
  }
  if (const auto directory = options.text("plugin-dir")) {
    worker.plugin_dirs.push_back(std::filesystem::absolute(*directory));
  }
  worker.instances = options.count("instances", 1, kMany).value_or(1);
  worker.devices = devices_of(options);
  if (worker.devices.size() > worker.instances) {
    throw Error(ErrorKind::usage,
                fmt::format("--device names {} devices for {} instance(s); add --instances {}",
                            worker.devices.size(), worker.instances, worker.devices.size()));
  }
  worker.load_deadline_s = options.positive("load-deadline").value_or(worker.load_deadline_s);
  worker.predict_deadline_s =
      options.positive("predict-deadline").value_or(worker.predict_deadline_s);
  worker.deadline_scale = options.positive("deadline-scale").value_or(worker.deadline_scale);
  worker.memory_limit_bytes = options.bytes("worker-memory").value_or(0);
  return worker;
}

const definition::Model& choose_model(const definition::Definition& definition,
                                      const ParsedOptions& options) {
  return choose(definition.models, options.text("model"), "model", "model");
}

const definition::Dataset& choose_dataset(const definition::Definition& definition,
                                          const ParsedOptions& options) {
  return choose(definition.datasets, options.text("dataset"), "data set", "dataset");
}

const definition::Baseline& choose_baseline(const definition::Definition& definition,
                                            const ParsedOptions& options) {
  return choose(definition.baselines, options.text("baseline"), "baseline", "baseline");
}

std::string output_directory(const ParsedOptions& options) {
  auto directory = options.text("output");
  if (!directory) throw Error(ErrorKind::usage, "-o DIR is missing: where should the run go?");
  return *std::move(directory);
}

}  // namespace assay::runner
