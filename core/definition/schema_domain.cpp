// SPDX-License-Identifier: Apache-2.0
#include "core/definition/definition.hpp"
#include "core/definition/schema.hpp"

namespace assay::definition::schema {
namespace {

using Use = Key::Use;

/// Inputs and outputs of one transformation; far beyond any operator.
constexpr IntegerRange kIndex{0, 63};
/// Far beyond any domain that can be searched; what grows with their square stays small.
constexpr IntegerRange kTransformations{1, 1000};

Key transformations_key(Use use) {
  return {"transformations",
          use,
          {shape::list({shape::record(transformation())}, kTransformations)},
          "",
          "the nodes of a graph; without inputs and outputs each follows the one before"};
}

Key type_key() {
  return {"type", Use::optional, {shape::choice({"Datapoint"})}, R"("Datapoint")", "what flows"};
}

std::vector<std::string> axis_types() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(AxisType::color); ++i) {
    names.emplace_back(name_of(static_cast<AxisType>(i)));
  }
  return names;
}

std::vector<std::string> distributions() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(Distribution::log_uniform); ++i) {
    names.emplace_back(name_of(static_cast<Distribution>(i)));
  }
  return names;
}

}  // namespace

Key severity_key(const char* fallback, const char* meaning) {
  return {"severity", Use::optional, {shape::number(0, kFullSeverity)}, fallback, meaning};
}

const Section& domain() {
  static const Section kSection{
      "domain",
      "a domain",
      {{"name", Use::optional, {shape::name()}, "", "unique; with `file` it may stand there"},
       {"file",
        Use::optional,
        {shape::path()},
        "",
        "a YAML file with a top-level `domain`, in place of transformations"},
       transformations_key(Use::optional),
       severity_key("5",
                    "how much of their ranges free axes have, from where they do least: 1 to 5, "
                    "which is all")},
      {},
      {{"file"}, {"name", "transformations"}}};
  return kSection;
}

const Section& domain_file() {
  static const Section kSection{
      "domain_file",
      "the file of a domain",
      {{"domain", Use::optional, {shape::record(domain())}, "", "name and transformations"},
       {"domains",
        Use::optional,
        {shape::list({shape::record(domain())})},
        "",
        "a list of one, as Efemarai writes it"}}};
  return kSection;
}

const Section& transformation() {
  static const Section kSection{
      "transformation",
      "a transformation",
      {{"name", Use::required, {shape::name()}, "", "unique in the domain"},
       {"operator", Use::required, {shape::name()}, "", "what it does to a datapoint"},
       {"axes", Use::optional, {shape::list({shape::record(axis())})}, "[]", "its parameters"},
       {"inputs",
        Use::optional,
        {shape::list({shape::record(datapoint_input())})},
        "[]",
        "where its datapoints come from; the first transformation has none"},
       {"outputs",
        Use::optional,
        {shape::list({shape::record(datapoint_output())})},
        "[]",
        "where its datapoints go; the last transformation has none"},
       severity_key("", "in place of the domain's"),
       {"position", Use::ignored, {shape::any()}, "", "in a drawing of the graph"}}};
  return kSection;
}

const Section& axis() {
  static const Section kSection{
      "axis",
      "an axis",
      {{"name", Use::required, {shape::name()}, "", "of the operator's parameter"},
       {"type", Use::required, {shape::choice(axis_types())}, "", "of its values"},
       {"range",
        Use::optional,
        {shape::list({shape::number()}, {0, 2})},
        "[]",
        "[low, high], both included; [] for none"},
       {"choices",
        Use::optional,
        {shape::list({shape::any()})},
        "[]",
        "the values, where there is no range; a free bool has both"},
       {"fixed", Use::optional, {shape::boolean()}, "false", "always `value`, and not searched"},
       {"value", Use::optional, {shape::any()}, "", "of a fixed axis; a Color is [r, g, b]"},
       {"steps",
        Use::optional,
        {shape::integer({2, 100'000})},
        "",
        "evenly spaced values of the range; without it all of them"},
       {"distribution",
        Use::optional,
        {shape::choice(distributions())},
        R"("uniform")",
        "how often values of the range occur in operation"},
       {"severity",
        Use::optional,
        {shape::number()},
        "1",
        "how much its whole range weighs in how severe a point is; 0 or more"}}};
  return kSection;
}

const Section& datapoint_input() {
  static const Section kSection{
      "datapoint_input",
      "an input of a transformation",
      {type_key(),
       {"output_from", Use::required, {shape::record(endpoint())}, "", "the output it takes"}}};
  return kSection;
}

const Section& datapoint_output() {
  static const Section kSection{"datapoint_output",
                                "an output of a transformation",
                                {type_key(),
                                 {"input_to",
                                  Use::optional,
                                  {shape::list({shape::record(endpoint())})},
                                  "[]",
                                  "the inputs it goes to"}}};
  return kSection;
}

const Section& endpoint() {
  static const Section kSection{
      "endpoint",
      "an end of a link",
      {{"transformation", Use::required, {shape::name()}, "", "name of one of the domain's"},
       {"index", Use::optional, {shape::integer(kIndex)}, "0", "which of its outputs or inputs"}}};
  return kSection;
}

}  // namespace assay::definition::schema
