// SPDX-License-Identifier: Apache-2.0
// ASSAY_CHECK is for our own mistakes only, never for input or plugin data. It is on in release.
#pragma once

namespace assay {

/// Prints the broken expectation and aborts.
[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace assay

#define ASSAY_CHECK(expression) \
  (static_cast<bool>(expression) ? void() : ::assay::check_failed(#expression, __FILE__, __LINE__))
