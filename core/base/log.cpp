// SPDX-License-Identifier: Apache-2.0
#include "core/base/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <mutex>

namespace assay::log {
namespace {

std::atomic<Hook> line_hook{nullptr};

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      return spdlog::level::off;
  }
  return spdlog::level::off;
}

struct Sink {
  std::shared_ptr<spdlog::sinks::stderr_color_sink_mt> sink =
      std::make_shared<spdlog::sinks::stderr_color_sink_mt>(spdlog::color_mode::never);
  std::atomic<Level> level{Level::warn};
  std::mutex mutex;
};

Sink& shared_sink() {
  static Sink sink;
  return sink;
}

}  // namespace

void configure(Level level, bool color) {
  Sink& shared = shared_sink();
  shared.level = level;
  shared.sink->set_color_mode(color ? spdlog::color_mode::always : spdlog::color_mode::never);
}

bool enabled(Level level) {
  return level >= shared_sink().level.load();
}

void set_line_hook(Hook hook) {
  line_hook = hook;
}

void write(Level level, std::string_view logger, const std::string& line) {
  if (!enabled(level)) return;
  Sink& shared = shared_sink();
  const std::lock_guard lock(shared.mutex);
  spdlog::logger named(std::string(logger), shared.sink);
  named.set_level(spdlog::level::trace);
  named.set_pattern("%^%l%$ %n: %v");
  const Hook hook = line_hook;
  if (hook != nullptr) hook(true);
  named.log(to_spdlog(level), line);
  named.flush();
  if (hook != nullptr) hook(false);
}

}  // namespace assay::log
