// SPDX-License-Identifier: Apache-2.0
// Commands of two words, such as `assay dataset check`.
#pragma once

#include <string>
#include <vector>

namespace assay::runner {

struct Verb {
  std::string name;
  int (*run)(const std::vector<std::string>& arguments);  // those after the verb
};

struct Verbs {
  std::string command;  // the first word
  std::string subject;  // what they do something with, in messages
  const char* help;
  std::vector<Verb> verbs;
};

/// Runs the verb that the arguments begin with, or prints the help; gives the exit code. Throws
/// Error{usage} where there is no such verb.
int run_verb(const Verbs& verbs, const std::vector<std::string>& arguments);

}  // namespace assay::runner
