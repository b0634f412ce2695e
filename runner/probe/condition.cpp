// SPDX-License-Identifier: Apache-2.0
#include "runner/probe/condition.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cfenv>
#include <cfloat>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace assay::probe {
namespace {

/// -ffast-math and its like have them taken for zero, in arguments or in results.
bool keeps_denormals() {
  volatile double smallest = DBL_MIN;
  volatile double denormal = smallest / 2;
  volatile double doubled = denormal * 2;
  return doubled == smallest;
}

std::string current_folder() {
  std::error_code ignored;
  return std::filesystem::current_path(ignored).string();
}

unsigned current_mask() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

std::array<std::pair<dev_t, ino_t>, 3> current_streams() {
  std::array<std::pair<dev_t, ino_t>, 3> streams{};
  for (int i = 0; i < 3; ++i) {
    struct stat status {};
    const bool is_open = ::fstat(i, &status) == 0;
    if (is_open) streams[static_cast<std::size_t>(i)] = {status.st_dev, status.st_ino};
  }
  return streams;
}

std::vector<std::string> current_environment() {
  std::vector<std::string> variables;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    variables.emplace_back(*variable);
  }
  std::sort(variables.begin(), variables.end());
  return variables;
}

std::vector<void (*)(int)> current_handlers() {
  std::vector<void (*)(int)> handlers;
  for (int signal = 1; signal <= SIGRTMAX; ++signal) {
    struct sigaction action {};
    const bool known = ::sigaction(signal, nullptr, &action) == 0;
    handlers.push_back(known ? action.sa_handler : SIG_DFL);
  }
  return handlers;
}

std::vector<int> blocked_signals() {
  sigset_t mask;
  std::vector<int> blocked;
  if (::pthread_sigmask(SIG_BLOCK, nullptr, &mask) != 0) return blocked;
  for (int signal = 1; signal <= SIGRTMAX; ++signal) {
    if (::sigismember(&mask, signal) == 1) blocked.push_back(signal);
  }
  return blocked;
}

/// "NAME" of the first that only one of them has.
std::string differing_variable(const std::vector<std::string>& a,
                               const std::vector<std::string>& b) {
  std::vector<std::string> differing;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(),
                                std::back_inserter(differing));
  return differing.empty() ? "" : differing[0].substr(0, differing[0].find('='));
}

/// The number behind a word of /proc/self/status.
long status_number(const char* word) {
  long number = 0;
  std::FILE* const file = std::fopen("/proc/self/status", "re");
  if (file == nullptr) return 0;
  char line[256];
  while (std::fgets(line, sizeof line, file) != nullptr) {
    if (std::strncmp(line, word, std::strlen(word)) != 0) continue;
    number = std::strtol(line + std::strlen(word), nullptr, 10);
    break;
  }
  std::fclose(file);
  return number;
}

}  // namespace

Condition::Condition()
    : rounding_(std::fegetround()),
      floating_point_traps_(::fegetexcept()),
      keeps_denormals_(keeps_denormals()),
      locale_(std::setlocale(LC_ALL, nullptr)),
      shares_locale_(::uselocale(nullptr) == LC_GLOBAL_LOCALE),
      folder_(current_folder()),
      mask_(current_mask()),
      streams_(current_streams()),
      environment_(current_environment()),
      handlers_(current_handlers()),
      blocked_(blocked_signals()) {}

std::vector<std::string> Condition::changes_since(const Condition& before) const {
  std::vector<std::string> changes;
  if (rounding_ != before.rounding_) changes.emplace_back("another rounding mode is set");
  if (floating_point_traps_ != before.floating_point_traps_) {
    changes.emplace_back("floating-point exceptions are trapped otherwise");
  }
  if (keeps_denormals_ != before.keeps_denormals_) {
    changes.emplace_back("denormal numbers are taken for zero");
  }
  if (locale_ != before.locale_) {
    changes.push_back("the locale is " + locale_ + " instead of " + before.locale_);
  }
  if (shares_locale_ != before.shares_locale_) {
    changes.emplace_back("the thread has a locale of its own (uselocale)");
  }
  if (blocked_ != before.blocked_) changes.emplace_back("other signals are blocked");
  if (folder_ != before.folder_) changes.push_back("the working directory is " + folder_);
  if (mask_ != before.mask_) changes.emplace_back("the umask is another");
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    if (streams_[i] == before.streams_[i]) continue;
    constexpr std::array kNames{"stdin", "stdout", "stderr"};
    changes.push_back(std::string(kNames[i]) + " is closed or another file");
  }
  const std::string variable = differing_variable(environment_, before.environment_);
  if (!variable.empty()) changes.push_back("the environment variable " + variable + " is another");
  for (std::size_t i = 0; i < handlers_.size(); ++i) {
    if (handlers_[i] == before.handlers_[i]) continue;
    changes.push_back("signal " + std::to_string(i + 1) + " is handled otherwise");
  }
  return changes;
}

Holdings current_holdings() {
  Holdings holdings;
  holdings.anonymous_kilobytes = status_number("RssAnon:");
  holdings.threads = status_number("Threads:");
  std::error_code ignored;
  for (const auto& descriptor : std::filesystem::directory_iterator("/proc/self/fd", ignored)) {
    (void)descriptor;
    ++holdings.descriptors;
  }
  return holdings;
}

}  // namespace assay::probe
