// SPDX-License-Identifier: Apache-2.0
// The one exception type of assay. It has a kind (which decides the exit code), a message that says
// what is wrong and what to do, and the chain of what was being attempted. It is handled for good
// in runner/main.cpp; a single datapoint's failure is not an error but a value
// (predict/outcome.hpp).
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace assay {

enum class ErrorKind {
  usage,       // the command line
  definition,  // the YAML file, or what it names
  dataset,     // annotations, labels, images as a whole
  plugin,      // plugin, worker or device unusable
  io,          // files and disks
  exhausted,   // the machine has no more memory, descriptors or threads
  busy,        // somebody else uses it
  cancelled,   // interrupted by a signal
  internal,    // a foreign exception nobody expected
};

class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message) : kind_(kind), message_(std::move(message)) {}

  ErrorKind kind() const { return kind_; }
  const std::string& message() const { return message_; }
  /// What was being attempted, innermost first.
  const std::vector<std::string>& context() const { return context_; }
  void add_context(std::string line) { context_.push_back(std::move(line)); }

  /// The message alone; report() has the context too.
  const char* what() const noexcept override { return message_.c_str(); }
  /// "message" and one indented "while ..." line per level.
  std::string report() const;

 private:
  ErrorKind kind_;
  std::string message_;
  std::vector<std::string> context_;
};

/// Turns the exception being handled into an Error. What the machine has too little of (memory,
/// threads, descriptors) is of kind exhausted, what the file system refuses of kind io; any other
/// exception that is not an Error already is of kind internal.
Error current_error();

/// The system's text for an errno; for a limit that is reached also which one and what to do.
std::string describe_errno(int code);

/// Runs `body`; whatever it throws leaves as an Error with describe()'s line added to its context.
/// `describe` returns a string such as "reading annotations of 'val'" and runs on failure only.
template <class Describe, class Body>
decltype(auto) in_context(Describe&& describe, Body&& body) {
  try {
    return std::forward<Body>(body)();
  } catch (...) {
    Error error = current_error();
    error.add_context(describe());
    throw error;
  }
}

}  // namespace assay
