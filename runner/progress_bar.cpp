// SPDX-License-Identifier: Apache-2.0
#include "runner/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/base/log.hpp"

namespace assay::runner {
namespace {

constexpr std::chrono::milliseconds kBarInterval{100};
constexpr std::chrono::seconds kLineInterval{10};
constexpr std::string_view kClearLine = "\r\x1b[K";

/// A log line on the same terminal first clears the bar; the next update draws it again.
void clear_for_log(bool before_line) {
  if (before_line) std::fputs(kClearLine.data(), stderr);
}

std::string duration(double seconds) {
  const auto whole = static_cast<long>(seconds);
  if (whole >= 3600)
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

ProgressStyle progress_style(bool wanted) {
  if (!wanted) return ProgressStyle::none;
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return ::isatty(STDERR_FILENO) == 1 && !dumb ? ProgressStyle::bar : ProgressStyle::lines;
}

ProgressBar::ProgressBar(ProgressStyle style, std::string label)
    : style_(style), label_(std::move(label)), begin_(Clock::now()), drawn_(begin_) {
  if (style_ == ProgressStyle::bar) log::set_line_hook(clear_for_log);
}

ProgressBar::~ProgressBar() {
  if (style_ != ProgressStyle::bar) return;
  if (started_) {
    draw();
    std::fputc('\n', stderr);
  }
  log::set_line_hook(nullptr);
}

std::function<void(std::size_t, std::size_t, std::size_t)> ProgressBar::updates() {
  return [this](std::size_t done, std::size_t total, std::size_t failed) {
    update(done, total, failed);
  };
}

void ProgressBar::update(std::size_t done, std::size_t total, std::size_t failed) {
  if (!started_) first_done_ = done;
  started_ = true;
  done_ = done;
  total_ = total;
  failed_ = failed;
  if (style_ == ProgressStyle::none) return;
  const auto now = Clock::now();
  const bool due = now - drawn_ >= (style_ == ProgressStyle::bar ? Clock::duration(kBarInterval)
                                                                 : Clock::duration(kLineInterval));
  if (!due) return;
  drawn_ = now;
  draw();
}

std::string ProgressBar::text() const {
  const double elapsed = std::chrono::duration<double>(Clock::now() - begin_).count();
  const auto since = static_cast<double>(done_ - first_done_);
  std::string result = fmt::format("{} {}/{}", label_, done_, total_);
  if (failed_ != 0) result += fmt::format(", {} failed", failed_);
  if (since > 0 && elapsed > 0) {
    const double rate = since / elapsed;
    result += fmt::format(", {:.1f}/s, {} left", rate,
                          duration(static_cast<double>(total_ - done_) / rate));
  }
  return result;
}

void ProgressBar::draw() {
  if (style_ == ProgressStyle::lines) {
    std::fprintf(stderr, "%s\n", text().c_str());
    return;
  }
  constexpr std::size_t kCells = 24;
  const std::size_t full = total_ == 0 ? kCells : kCells * done_ / total_;
  std::fprintf(stderr, "%s[%s%s] %s", kClearLine.data(), std::string(full, '#').c_str(),
               std::string(kCells - full, '.').c_str(), text().c_str());
  std::fflush(stderr);
}

}  // namespace assay::runner
