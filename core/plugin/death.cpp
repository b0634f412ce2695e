// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/death.hpp"

#include <fmt/format.h>

#include <csignal>

namespace assay::plugin {
namespace {

using predict::FailureKind;

std::string signal_name(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "segmentation fault: a bad pointer, or writing to pixels, which are read-only";
    case SIGABRT:
      return "aborted: a failed assertion, or an exception nobody caught";
    case SIGBUS:
      return "bus error";
    case SIGFPE:
      return "arithmetic error";
    case SIGILL:
      return "illegal instruction";
    case SIGTRAP:
      return "trap";
    case SIGSYS:
      return "forbidden system call";
    case SIGTERM:
      return "terminated";
    case SIGKILL:
      return "killed, and not by assay: most likely the system was out of memory";
    case SIGPIPE:
      return "broken pipe";
    case SIGXCPU:
      return "processor time limit";
    case SIGXFSZ:
      return "file size limit";
    default:
      return "";
  }
}

FailureKind kind_of(const Death& death) {
  switch (death.cause) {
    case Death::Cause::signal:
      return death.number == SIGKILL ? FailureKind::out_of_memory : FailureKind::plugin_crash;
    case Death::Cause::exit:
      return FailureKind::plugin_exit;
    case Death::Cause::deadline:
      return FailureKind::plugin_timeout;
    case Death::Cause::memory:
      return FailureKind::out_of_memory;
    case Death::Cause::connection_closed:
    case Death::Cause::nonsense:
      return FailureKind::plugin_crash;
  }
  return FailureKind::plugin_crash;
}

}  // namespace

std::string in_words(const Death& death) {
  const int whole = static_cast<int>(death.number);
  switch (death.cause) {
    case Death::Cause::signal: {
      const std::string name = signal_name(whole);
      return name.empty() ? fmt::format("died by signal {}", whole)
                          : fmt::format("died by signal {} ({})", whole, name);
    }
    case Death::Cause::exit:
      return fmt::format("ended its process with exit code {} instead of answering", whole);
    case Death::Cause::deadline:
      return fmt::format("did not answer within {} s", death.number);
    case Death::Cause::memory:
      return fmt::format("used more than {} MiB of memory (--worker-memory)",
                         death.number / (1 << 20));
    case Death::Cause::connection_closed:
      return "closed its connection to assay";
    case Death::Cause::nonsense:
      return "damaged its worker, which then sent nonsense";
  }
  return "died";
}

predict::Failure failure_of(const Death& death) {
  return {kind_of(death), "the plugin " + in_words(death)};
}

}  // namespace assay::plugin
