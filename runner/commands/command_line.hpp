// SPDX-License-Identifier: Apache-2.0
// Options of one command: each command states its own few, in a table; reading, help and messages
// are here. Abbreviations are refused, near names suggested, and no option may be given twice that
// does not say so.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assay::runner {

struct Option {
  std::string name;      // "output": given as --output
  char letter = 0;       // 'o': given as -o; 0 for none
  std::string value;     // "DIR": what its value is called in the help; "" for a flag
  std::string help;      // one sentence, no full stop
  bool repeats = false;  // may be given several times
};

struct CommandSpec {
  std::string usage;                    // "assay evaluate DEFINITION -o DIR"
  std::string summary;                  // one or two sentences
  std::vector<std::string> positional;  // names of arguments that must be given, in order
  std::vector<Option> options;          // --help is added
  bool last_repeats = false;            // the last positional argument may be given several times
};

/// The values given. Getters throw Error{usage} naming the option, the value and what is wanted.
class ParsedOptions {
 public:
  using Values = std::map<std::string, std::vector<std::string>>;  // flags have ""

  ParsedOptions(std::vector<std::string> positional, Values values);

  const std::string& positional(std::size_t index) const { return positional_.at(index); }
  std::size_t positional_count() const { return positional_.size(); }
  bool has(const std::string& name) const { return values_.contains(name); }
  std::optional<std::string> text(const std::string& name) const;
  /// All values of an option that repeats, in order.
  std::vector<std::string> texts(const std::string& name) const;
  /// A whole number from `low` to `high`.
  std::optional<std::uint64_t> count(const std::string& name, std::uint64_t low,
                                     std::uint64_t high) const;
  /// A finite number above 0.
  std::optional<double> positive(const std::string& name) const;
  /// Bytes: a whole number with an optional suffix K, M, G or T (powers of 1024).
  std::optional<std::uint64_t> bytes(const std::string& name) const;
  /// One of `choices`.
  std::optional<std::string> choice(const std::string& name,
                                    const std::vector<std::string>& choices) const;

 private:
  std::vector<std::string> positional_;
  Values values_;
};

/// nullopt when --help was among the arguments: print help_text() and stop. Throws Error{usage}.
std::optional<ParsedOptions> parse(const CommandSpec& spec,
                                   const std::vector<std::string>& arguments);

/// Usage, summary and a table of the options.
std::string help_text(const CommandSpec& spec);

/// Words of a command line as a POSIX shell would split them: quotes and backslashes, no expansion.
/// Throws Error{usage} on an open quote; `option` is named in it.
std::vector<std::string> split_words(const std::string& text, const std::string& option);

}  // namespace assay::runner
