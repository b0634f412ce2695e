// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"

namespace assay::runner {
namespace {

namespace options = boost::program_options;

std::string spelling(const Option& option) {
  return option.letter == 0 ? option.name : fmt::format("{},{}", option.name, option.letter);
}

options::options_description describe(const CommandSpec& spec) {
  options::options_description description;
  for (const Option& option : spec.options) {
    if (option.value.empty()) {
      description.add_options()(spelling(option).c_str(), option.help.c_str());
    } else {
      description.add_options()(spelling(option).c_str(), options::value<std::string>(),
                                option.help.c_str());
    }
  }
  description.add_options()("help,h", "print this");
  return description;
}

/// "--name" of an argument such as "--name=value".
std::string name_in(const std::string& argument) {
  const std::size_t begin = argument.find_first_not_of('-');
  return begin == std::string::npos ? "" : argument.substr(begin, argument.find('=') - begin);
}

/// The only name that begins with `text`, of which one letter is too little.
std::optional<std::string> completed(const std::string& text,
                                     const std::vector<std::string>& names) {
  if (text.size() < 2) return std::nullopt;
  const auto begins = [&](const std::string& name) { return name.starts_with(text); };
  const auto found = std::find_if(names.begin(), names.end(), begins);
  if (found == names.end() || std::any_of(found + 1, names.end(), begins)) return std::nullopt;
  return *found;
}

[[noreturn]] void refuse_unknown(const CommandSpec& spec, const std::string& argument) {
  std::vector<std::string> known{"help"};
  for (const Option& option : spec.options) known.push_back(option.name);
  const std::string name = name_in(argument);
  auto near = nearest(name, known);
  if (!near) near = completed(name, known);  // other tools take abbreviations
  const std::string suggestion = near ? fmt::format("; did you mean '--{}'?", *near) : "";
  throw Error(ErrorKind::usage,
              fmt::format("unknown option '{}'{}\nusage: {}", argument, suggestion, spec.usage));
}

[[noreturn]] void refuse(const CommandSpec& spec, const std::string& what) {
  throw Error(ErrorKind::usage, fmt::format("{}\nusage: {}", what, spec.usage));
}

/// Without `allow_guessing`: --devic must not be taken for --device.
constexpr int kStyle =
    options::command_line_style::unix_style & ~options::command_line_style::allow_guessing;

options::parsed_options split(const CommandSpec& spec, const std::vector<std::string>& arguments) {
  const auto description = describe(spec);
  try {
    return options::command_line_parser(arguments)
        .options(description)
        .style(kStyle)
        .allow_unregistered()
        .run();
  } catch (const options::error& error) {
    refuse(spec, error.what());
  }
}

bool repeats(const CommandSpec& spec, const std::string& name) {
  return std::any_of(spec.options.begin(), spec.options.end(),
                     [&](const Option& option) { return option.name == name && option.repeats; });
}

ParsedOptions collect(const CommandSpec& spec, const options::parsed_options& parsed) {
  std::vector<std::string> positional;
  ParsedOptions::Values values;
  for (const auto& option : parsed.options) {
    if (option.unregistered) refuse_unknown(spec, option.original_tokens.front());
    if (option.string_key.empty()) {
      positional.insert(positional.end(), option.value.begin(), option.value.end());
      continue;
    }
    auto& given = values[option.string_key];
    if (!given.empty() && !repeats(spec, option.string_key)) {
      refuse(spec, fmt::format("--{} is given twice", option.string_key));
    }
    given.push_back(option.value.empty() ? "" : option.value.front());
  }
  return {std::move(positional), std::move(values)};
}

std::size_t count_positional(const options::parsed_options& parsed) {
  std::size_t count = 0;
  for (const auto& option : parsed.options) {
    if (option.string_key.empty() && !option.unregistered) count += option.value.size();
  }
  return count;
}

void check_positional(const CommandSpec& spec, const options::parsed_options& parsed) {
  const std::size_t given = count_positional(parsed);
  if (given < spec.positional.size()) {
    refuse(spec, fmt::format("{} is missing", spec.positional[given]));
  }
  if (given > spec.positional.size() && !spec.last_repeats) {
    refuse(spec, fmt::format("{} arguments are given, {} wanted", given, spec.positional.size()));
  }
}

[[noreturn]] void refuse_value(const std::string& name, const std::string& value,
                               const std::string& wanted) {
  throw Error(ErrorKind::usage, fmt::format("--{} wants {}, got '{}'", name, wanted, value));
}

std::optional<std::uint64_t> whole(std::string_view text) {
  std::uint64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

ParsedOptions::ParsedOptions(std::vector<std::string> positional, Values values)
    : positional_(std::move(positional)), values_(std::move(values)) {}

std::optional<std::string> ParsedOptions::text(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  const std::string& value = found->second.front();
  if (value.empty()) refuse_value(name, "", "a value");
  return value;
}

std::vector<std::string> ParsedOptions::texts(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::optional<std::uint64_t> ParsedOptions::count(const std::string& name, std::uint64_t low,
                                                  std::uint64_t high) const {
  const auto value = text(name);
  if (!value) return std::nullopt;
  const auto number = whole(*value);
  if (!number || *number < low || *number > high) {
    refuse_value(name, *value, fmt::format("a whole number from {} to {}", low, high));
  }
  return number;
}

std::optional<double> ParsedOptions::positive(const std::string& name) const {
  const auto value = text(name);
  if (!value) return std::nullopt;
  double number = 0;
  const auto result = std::from_chars(value->data(), value->data() + value->size(), number);
  const bool complete = result.ec == std::errc() && result.ptr == value->data() + value->size();
  if (!complete || !std::isfinite(number) || number <= 0) {
    refuse_value(name, *value, "a number above 0");
  }
  return number;
}

std::optional<std::uint64_t> ParsedOptions::bytes(const std::string& name) const {
  const auto value = text(name);
  if (!value) return std::nullopt;
  constexpr std::string_view kSuffixes = "KMGT";
  const std::size_t suffix = kSuffixes.find(value->back());
  const int shift = suffix == std::string_view::npos ? 0 : 10 * (static_cast<int>(suffix) + 1);
  const auto number = whole(std::string_view(*value).substr(0, value->size() - (shift ? 1 : 0)));
  if (!number || *number == 0 || *number > (UINT64_MAX >> shift)) {
    refuse_value(name, *value, "bytes such as 512M or 4G");
  }
  return *number << shift;
}

std::optional<std::string> ParsedOptions::choice(const std::string& name,
                                                 const std::vector<std::string>& choices) const {
  auto value = text(name);
  if (!value) return std::nullopt;
  if (std::find(choices.begin(), choices.end(), *value) == choices.end()) {
    refuse_value(
        name, *value,
        fmt::format("one of {}{}", fmt::join(choices, ", "), did_you_mean(*value, choices)));
  }
  return value;
}

std::optional<ParsedOptions> parse(const CommandSpec& spec,
                                   const std::vector<std::string>& arguments) {
  const options::parsed_options parsed = split(spec, arguments);
  ParsedOptions result = collect(spec, parsed);
  if (result.has("help")) return std::nullopt;
  check_positional(spec, parsed);
  return result;
}

std::string help_text(const CommandSpec& spec) {
  std::string text =
      fmt::format("usage: {} [options]\n\n{}\n\noptions:\n", spec.usage, spec.summary);
  std::vector<Option> all = spec.options;
  all.push_back({"help", 'h', "", "print this"});
  for (const Option& option : all) {
    const std::string letter = option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
    const std::string name = fmt::format("{}--{}{}{}", letter, option.name,
                                         option.value.empty() ? "" : " ", option.value);
    text += fmt::format("  {:<30} {}\n", name, option.help);
  }
  return text;
}

std::vector<std::string> split_words(const std::string& text, const std::string& option) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escapes = c == '\\' && quote != '\'' && i + 1 < text.size();
    if (escapes) {
      word += text[++i];
      in_word = true;
    } else if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      in_word = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (in_word) words.push_back(std::exchange(word, {}));
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (quote != 0) throw Error(ErrorKind::usage, fmt::format("--{} has an open quote", option));
  if (in_word) words.push_back(word);
  return words;
}

}  // namespace assay::runner
