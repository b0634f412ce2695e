// SPDX-License-Identifier: Apache-2.0
// Exit codes of assay: a contract with scripts and CI (README.md). A failed verdict differs from a
// failed run.
#pragma once

#include "core/base/error.hpp"

namespace assay::runner {

enum class ExitCode : int {
  pass = 0,
  gate_failed = 1,
  usage = 64,       // EX_USAGE
  definition = 65,  // EX_DATAERR: definition or data invalid
  plugin = 69,      // EX_UNAVAILABLE: plugin or device unusable
  internal = 70,    // EX_SOFTWARE
  io = 74,          // EX_IOERR
  busy = 75,        // EX_TEMPFAIL: the run directory is in use
};

/// For all kinds but cancelled, whose code depends on the signal.
constexpr ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return ExitCode::usage;
    case ErrorKind::definition:
    case ErrorKind::dataset:
      return ExitCode::definition;
    case ErrorKind::plugin:
      return ExitCode::plugin;
    case ErrorKind::io:
    case ErrorKind::exhausted:
      return ExitCode::io;
    case ErrorKind::busy:
      return ExitCode::busy;
    case ErrorKind::cancelled:
    case ErrorKind::internal:
      return ExitCode::internal;
  }
  return ExitCode::internal;
}

}  // namespace assay::runner
