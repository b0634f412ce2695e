// SPDX-License-Identifier: Apache-2.0
// How a worker ended, and what that is called. Texts hold nothing that differs between equal runs.
#pragma once

#include <cstdint>
#include <string>

#include "core/predict/outcome.hpp"

namespace assay::plugin {

struct Death {
  enum class Cause {
    signal,             // number: the signal
    exit,               // number: the exit code
    deadline,           // we killed it; number: the seconds it had
    memory,             // we killed it; number: the bytes it was allowed
    connection_closed,  // it lives, or lived, but closed its end
    nonsense,           // what it sent is no answer
  };
  Cause cause = Cause::signal;
  double number = 0;

  bool is_timeout() const { return cause == Cause::deadline; }
};

/// "died by signal 6 (...)", "did not answer within 60 s", ...: what follows "the
/// plugin".
std::string in_words(const Death& death);

/// The failure of a datapoint that the worker had alone.
predict::Failure failure_of(const Death& death);

}  // namespace assay::plugin
