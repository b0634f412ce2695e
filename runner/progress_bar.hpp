// SPDX-License-Identifier: Apache-2.0
// Progress on stderr: a bar on a terminal, redrawn ten times a second at most; a line every ten
// seconds elsewhere. Not thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace assay::runner {

enum class ProgressStyle { none, lines, bar };

/// What suits stderr: none when asked for, a bar on a terminal, else lines.
ProgressStyle progress_style(bool wanted);

class ProgressBar {
 public:
  ProgressBar(ProgressStyle style, std::string label);
  /// Leaves the last state on its line.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `done` of `total` are safe on the disk; `failed` of them are failures.
  void update(std::size_t done, std::size_t total, std::size_t failed);
  /// The same as a function, which the bar must outlive.
  std::function<void(std::size_t done, std::size_t total, std::size_t failed)> updates();

 private:
  using Clock = std::chrono::steady_clock;
  std::string text() const;
  void draw();

  ProgressStyle style_;
  std::string label_;
  std::size_t first_done_ = 0;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  std::size_t failed_ = 0;
  bool started_ = false;
  Clock::time_point begin_;
  Clock::time_point drawn_;
};

}  // namespace assay::runner
