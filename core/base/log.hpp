// SPDX-License-Identifier: Apache-2.0
// The runner's log on stderr: a short phrase, then key=value. Only runner/ sets level and colour.
// One logger per folder, named by it. Code either throws or logs, never both for one event.
#pragma once

#include <string>
#include <string_view>

namespace assay::log {

enum class Level { debug, info, warn, error, off };

/// Before the first line. Thread-safe afterwards.
void configure(Level level, bool color);
bool enabled(Level level);

/// `logger` is the folder's name. The caller formats; ask enabled() first where that is dear.
void write(Level level, std::string_view logger, const std::string& line);

inline void debug(std::string_view logger, const std::string& line) {
  write(Level::debug, logger, line);
}
inline void info(std::string_view logger, const std::string& line) {
  write(Level::info, logger, line);
}
inline void warn(std::string_view logger, const std::string& line) {
  write(Level::warn, logger, line);
}
inline void error(std::string_view logger, const std::string& line) {
  write(Level::error, logger, line);
}

/// Called around each line, so that a progress bar on the same terminal can step aside.
using Hook = void (*)(bool before_line);
void set_line_hook(Hook hook);

}  // namespace assay::log
