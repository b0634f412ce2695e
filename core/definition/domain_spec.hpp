// SPDX-License-Identifier: Apache-2.0
// What a definition says about a domain: a graph of transformations, each with the axes that a
// search moves along. What operators there are, and which axes they have, is not known here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/source.hpp"
#include "core/definition/scalar.hpp"

namespace assay::definition {

/// Domains that are always there, though no definition has them; what is in them is not known here.
inline constexpr std::array<std::string_view, 6> kBuiltInDomains{"color", "geometric", "imagenet-c",
                                                                 "noise", "sensor",    "weather"};

/// "float", "int", "bool", "str", "list" and "Color".
enum class AxisType { real, integer, boolean, text, list, color };
std::string_view name_of(AxisType type);

struct Color {
  std::uint8_t red = 0, green = 0, blue = 0;
  bool operator==(const Color&) const = default;
};

/// A value of an axis, in the order of AxisType: of a float axis always a double.
using AxisValue = std::variant<double, std::int64_t, bool, std::string, std::vector<Scalar>, Color>;

/// How often values of a range occur in operation.
enum class Distribution { uniform, normal, log_uniform };
/// "uniform", "normal" and "log_uniform".
std::string_view name_of(Distribution distribution);

/// A severity preset that leaves ranges as they are written. Smaller ones, above 0, are that part
/// of it; what is narrowed, and how, is not known here.
inline constexpr double kFullSeverity = 5;

struct Axis {
  std::string name;
  AxisType type = AxisType::real;
  std::optional<std::pair<double, double>> range;  // low, high, both included; of numbers only
  std::vector<AxisValue> choices;                  // where there is no range
  bool fixed = false;
  std::optional<AxisValue> value;    // a fixed axis has one
  std::optional<std::size_t> steps;  // evenly spaced values of the range; nullopt: all of them
  Distribution distribution = Distribution::uniform;
  double severity = 1;  // what its whole range weighs in how severe a point is
  Mark mark;            // of the name
};

/// One end of a link: the transformation is an index into Domain::transformations.
struct Endpoint {
  std::size_t transformation = 0;
  std::size_t index = 0;  // of its outputs or inputs
  bool operator==(const Endpoint&) const = default;
};

struct Transformation {
  std::string name;
  std::string operator_name;
  std::vector<Axis> axes;                      // names unique
  std::vector<Endpoint> inputs;                // the output that each takes; none: the source
  std::vector<std::vector<Endpoint>> outputs;  // the inputs that each goes to; none: the sink
  std::optional<double> severity;              // of its free axes; nullopt: the domain's
  Mark mark;                                   // of the name
  Mark operator_mark;
};

struct Domain {
  std::string name;
  /// In file order: a directed graph without circles, with one source and one sink, and all others
  /// on the way between.
  std::vector<Transformation> transformations;
  std::optional<double> severity;  // of transformations that state none; nullopt: full
  Mark mark;                       // in the definition
  /// The file of the transformations' marks; nullptr: the definition itself.
  std::shared_ptr<const Source> source;
};

}  // namespace assay::definition
