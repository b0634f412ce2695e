// SPDX-License-Identifier: Apache-2.0
#include "core/definition/variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/base/nearest.hpp"
#include "core/definition/encoding.hpp"
#include "core/definition/identifier.hpp"
#include "core/definition/raw_scalar.hpp"

namespace assay::definition {
namespace {

/// Walks over a scalar and cuts it into pieces.
class Splitter {
 public:
  explicit Splitter(std::string_view scalar) : scalar_(scalar) {}

  std::vector<Piece> split() {
    while (at_ < scalar_.size()) {
      if (scalar_[at_] == '$' && at_ + 1 < scalar_.size()) {
        dollar();
      } else {
        literal(scalar_.substr(at_, 1), 1);
      }
    }
    return std::move(pieces_);
  }

 private:
  void dollar() {
    const char next = scalar_[at_ + 1];
    if (next == '$') return literal("$", 2);
    if (next == '{') return braces();
    const std::size_t length = identifier_length(scalar_.substr(at_ + 1));
    if (length == 0) return literal("$", 1);
    add(Piece::Kind::environment, std::string(scalar_.substr(at_ + 1, length)), length + 1);
  }

  void braces() {
    const std::size_t end = scalar_.find('}', at_);
    if (end == std::string_view::npos) {
      add(Piece::Kind::malformed, "this '${' has no '}'; a plain '$' is written '$$'",
          scalar_.size() - at_);
      return;
    }
    const std::string name(scalar_.substr(at_ + 2, end - at_ - 2));
    const std::size_t length = end + 1 - at_;
    if (name == "datapoints" || name.find('.') != std::string::npos) {
      add(Piece::Kind::runtime, name, length);
    } else if (is_identifier(name)) {
      add(Piece::Kind::environment, name, length);
    } else {
      add(Piece::Kind::malformed,
          fmt::format("{} is not a variable: names have letters, digits and '_', those of the run "
                      "dots; a plain '$' is written '$$'",
                      in_quotes("${" + name + "}")),
          length);
    }
  }

  void literal(std::string_view text, std::size_t length) {
    if (pieces_.empty() || pieces_.back().kind != Piece::Kind::text) {
      pieces_.push_back({Piece::Kind::text, "", at_});
    }
    pieces_.back().text += text;
    at_ += length;
  }

  void add(Piece::Kind kind, std::string text, std::size_t length) {
    pieces_.push_back({kind, std::move(text), at_});
    at_ += length;
  }

  std::string_view scalar_;
  std::size_t at_ = 0;
  std::vector<Piece> pieces_;
};

std::optional<std::string> from_environment(const std::string& name, Mark mark, Reading& reading) {
  auto value = reading.environment(name);
  if (!value) {
    const bool means_datapoints = nearest(name, {"datapoints"}).has_value();
    reading.problems.add(mark,
                         fmt::format("the environment variable {} is not set; {}", in_quotes(name),
                                     means_datapoints ? "did you mean ${datapoints}?"
                                                      : "set it, or write '$$' for a plain '$'"));
    return std::nullopt;
  }
  if (find_invalid_utf8(*value) || value->find('\0') != std::string::npos) {
    reading.problems.add(
        mark, fmt::format("the environment variable {} is not valid UTF-8", in_quotes(name)));
    return std::nullopt;
  }
  return value;
}

std::optional<std::string> value_of(const Piece& piece, const Node& scalar, const Lookup& lookup,
                                    Reading& reading) {
  if (piece.kind == Piece::Kind::text) return piece.text;
  const Mark mark = mark_inside(reading, scalar, piece.offset);
  if (piece.kind == Piece::Kind::runtime) return lookup(piece.text, mark);
  if (piece.kind == Piece::Kind::environment) return from_environment(piece.text, mark, reading);
  reading.problems.add(mark, piece.text);
  return std::nullopt;
}

}  // namespace

void Reading::spend(std::size_t nodes, std::size_t text, Mark mark) {
  if (nodes > nodes_left || text > text_left) {
    problems.fail(mark, fmt::format("with all that it refers to, the definition is larger than {} "
                                    "values or {} bytes; make it smaller",
                                    kMostNodes, kMostText));
  }
  nodes_left -= nodes;
  text_left -= text;
}

std::vector<Piece> split_variables(std::string_view scalar) {
  return Splitter(scalar).split();
}

bool has_variables(const Node& scalar) {
  const auto pieces = split_variables(scalar.text);
  return std::any_of(pieces.begin(), pieces.end(),
                     [](const Piece& piece) { return piece.kind != Piece::Kind::text; });
}

Mark mark_inside(const Reading& reading, const Node& scalar, std::size_t offset) {
  const std::size_t start = reading.lines.offset(scalar.mark);
  const auto place = offset_inside(reading.source.text, start, scalar.text, offset);
  return place ? reading.lines.mark(*place) : scalar.mark;
}

std::optional<std::string> expand(const Node& scalar, const Lookup& lookup, Reading& reading) {
  std::string result;
  bool good = true;
  for (const Piece& piece : split_variables(scalar.text)) {
    const auto value = value_of(piece, scalar, lookup, reading);
    if (!value) {
      good = false;
      continue;
    }
    reading.spend(0, value->size(), scalar.mark);
    result += *value;
  }
  if (!good) return std::nullopt;
  return result;
}

void Scope::set(const std::string& name, std::string value) {
  if (values_.insert_or_assign(name, std::move(value)).second) names_.push_back(name);
}

const std::string* Scope::find(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

Lookup lookup_in(const Scope& scope, Reading& reading) {
  return [&scope, &reading](const std::string& name, Mark mark) -> std::optional<std::string> {
    if (const std::string* value = scope.find(name)) return *value;
    report_unknown_variable(name, mark, scope.names(), reading);
    return std::nullopt;
  };
}

void report_unknown_variable(const std::string& name, Mark mark,
                             const std::vector<std::string>& known, Reading& reading) {
  const std::string otherwise = known.empty() ? "; only environment variables can be used here"
                                              : fmt::format("; known here: {}", one_of(known));
  reading.problems.add_unknown(mark, fmt::format("unknown variable {}", in_quotes(name)), name,
                               known, otherwise);
}

}  // namespace assay::definition
