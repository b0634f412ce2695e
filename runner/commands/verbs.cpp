// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/verbs.hpp"

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "runner/commands/print.hpp"
#include "runner/exit_code.hpp"

namespace assay::runner {
namespace {

/// "a, b and c"
std::string joined(const std::vector<std::string>& names, const std::string& last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " " + last + " " : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace

int run_verb(const Verbs& verbs, const std::vector<std::string>& arguments) {
  const std::string word = arguments.empty() ? "" : arguments.front();
  if (word == "--help" || word == "-h") {
    print(verbs.help);
    return static_cast<int>(ExitCode::pass);
  }
  std::vector<std::string> names;
  for (const Verb& verb : verbs.verbs) {
    if (verb.name == word) return verb.run({arguments.begin() + 1, arguments.end()});
    names.push_back(verb.name);
  }
  if (word.empty()) {
    throw Error(ErrorKind::usage,
                "what to do with " + verbs.subject + " is missing: " + joined(names, "or"));
  }
  throw Error(ErrorKind::usage, "unknown command '" + verbs.command + " " + word + "'" +
                                    did_you_mean(word, names) + "; there are " +
                                    joined(names, "and"));
}

}  // namespace assay::runner
