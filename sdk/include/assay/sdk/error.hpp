// SPDX-License-Identifier: Apache-2.0
// How an author's function says that it failed. Whatever is thrown inside an entry, of any type,
// becomes a status and a text for the host; nothing passes the C boundary.
#pragma once

#include <assay/plugin.h>
#include <assay/sdk/visibility.hpp>

#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// The reasons the contract knows; see assay/abi/base.h.
enum class Status : assay_status_t {
  internal = ASSAY_E_INTERNAL,
  argument = ASSAY_E_ARGUMENT,        // a value of the definition is wrong
  not_found = ASSAY_E_NOT_FOUND,      // weights, a file, a name
  unsupported = ASSAY_E_UNSUPPORTED,  // device, operator, colour
  memory = ASSAY_E_MEMORY,
  cancelled = ASSAY_E_CANCELLED,  // only after Context::cancelled() answered true
  datapoint = ASSAY_E_DATAPOINT,  // this datapoint cannot be processed, others can
};

/// Thrown by authors: `throw assay::Error(assay::Status::not_found, "no such file: " + path)`.
/// Any other std::exception works too and counts as `internal`. The user reads the text beside
/// the line of the definition that named the entry, so say what to change.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& text) : Error(Status::internal, text) {}
  Error(Status status, const std::string& text) : std::runtime_error(text), status_(status) {}

  Status status() const noexcept { return status_; }

 private:
  Status status_;
};

namespace detail {

// Throwing stands apart from what may have to: it is rare, and would be most of its code.
[[noreturn, gnu::cold]] inline void throw_error(Status status, const char* text) {
  throw Error(status, text);
}
[[noreturn, gnu::cold]] inline void throw_error(const char* text) {
  throw_error(Status::internal, text);
}

constexpr assay_str_t to_abi(std::string_view text) noexcept {
  return {text.data(), text.size()};
}
constexpr std::string_view from_abi(assay_str_t text) noexcept {
  return {text.data, static_cast<std::size_t>(text.size)};
}

/// Calls report(status, text) for the exception being handled. Allocates nothing: it must work
/// when memory has run out.
template <class Report>
void describe_current_exception(Report&& report) noexcept {
  try {
    throw;
  } catch (const Error& error) {
    report(static_cast<assay_status_t>(error.status()), std::string_view(error.what()));
  } catch (const std::bad_alloc&) {
    report(ASSAY_E_MEMORY, std::string_view("out of memory"));
  } catch (const std::exception& error) {
    report(ASSAY_E_INTERNAL, std::string_view(error.what()));
  } catch (...) {
    report(ASSAY_E_INTERNAL, std::string_view("threw something that is not a std::exception"));
  }
}

/// Runs `body` for one call of the host; the only way from C into an author's code.
template <class Body>
assay_status_t guarded(const assay_call_t* call, assay_error_t* error, Body&& body) noexcept {
  assay_status_t status = ASSAY_OK;
  try {
    body();
  } catch (...) {
    describe_current_exception([&](assay_status_t why, std::string_view text) noexcept {
      status = why;
      call->host->set_error(error, why, to_abi(text.empty() ? "failed without a text" : text));
    });
  }
  return status;
}

}  // namespace detail
}  // namespace sdk_1_0
}  // namespace assay
