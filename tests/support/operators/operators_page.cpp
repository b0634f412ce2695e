// SPDX-License-Identifier: Apache-2.0
#include "tests/support/operators/operators_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "core/stress/domain/point_text.hpp"

namespace assay::stress {
namespace {

constexpr const char* kHead = R"(<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Written by operator_pages (tests/support/operators); a test fails where it is out of date. -->
# Operators

All that a transformation of a domain can be, by family. What domains are: [README](README.md). What they look like is [below](#all-at-30-60-and-100-).

An axis has a range that a domain searches which does not say, and may take more. *Neutral* is where it does least, or for what is no strength (a direction, a mode) the default. Axes that are not searched keep it unless a domain lists them.
)";

constexpr const char* kFoot =
    "Yellow: where the annotations say that the objects' boxes reach at most. Green: at least. Of "
    "the disc its outline is known, of the triangle its box alone. Grey: too little is left to be "
    "seen, the object is ignored.\n";

std::string title_of(Category category) {
  switch (category) {
    case Category::geometric:
      return "Geometric";
    case Category::color:
      return "Colour";
    case Category::noise:
      return "Noise";
    case Category::blur:
      return "Blur";
    case Category::weather:
      return "Weather";
    case Category::sensor:
      return "Sensor and lens";
    case Category::image:
      return "Image";
    case Category::imagenet_c:
      return "ImageNet-C";
    case Category::common:
      return "Graph";
  }
  return "";
}

bool is_number(const AxisFacts& axis) {
  return axis.type == AxisType::real || axis.type == AxisType::integer;
}

std::string values_of(const AxisFacts& axis) {
  std::string text;
  for (const AxisValue& choice : axis.choices) text += (text.empty() ? "" : ", ") + text_of(choice);
  if (!text.empty() || !is_number(axis)) return text;
  text = fmt::format("{} to {}", axis.range.first, axis.range.second);
  if (axis.legal != axis.range) {
    text += fmt::format(" (takes {} to {})", axis.legal.first, axis.legal.second);
  }
  return text;
}

/// "" for one without a meaning to most: no text, no list.
std::string neutral_of(const AxisFacts& axis) {
  const bool is_list = axis.type == AxisType::list;
  const std::string text = is_list ? "" : text_of(axis.neutral);
  return text == "\"\"" ? "" : text;
}

std::string row_of(const AxisFacts& axis) {
  return fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", axis.name,
                     definition::name_of(axis.type), values_of(axis), neutral_of(axis), axis.unit,
                     axis.searched ? "yes" : "", axis.meaning);
}

std::string section_of(const Operator& one) {
  std::string text = fmt::format("\n### {}\n\n{}\n", one.name, one.summary);
  if (one.inputs > 1) text += fmt::format("\nJoins {} images.\n", one.inputs);
  if (one.axes.empty()) return text;
  text +=
      "\n| axis | type | values | neutral | unit | searched | meaning |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const AxisFacts& axis : one.axes) text += row_of(axis);
  return text;
}

/// They have all the same axis.
std::string corruptions(std::span<const Operator> operators) {
  std::string text =
      "\nEach has one axis, `severity`: int, 0 (none) to 5, searched. What severities mean is the "
      "benchmark's.\n\n| operator | effect |\n|---|---|\n";
  for (const Operator& one : operators) {
    text += fmt::format("| `{}` | {} |\n", one.name, one.summary);
  }
  return text;
}

std::string family(std::span<const Operator> operators) {
  const Category category = operators.front().category;
  std::string text = fmt::format("\n## {}\n", title_of(category));
  if (category == Category::imagenet_c) return text + corruptions(operators);
  for (const Operator& one : operators) text += section_of(one);
  return text;
}

}  // namespace

std::string operators_page(const Catalogue& catalogue) {
  std::string page = kHead;
  std::span<const Operator> rest = catalogue.all();
  while (!rest.empty()) {
    const auto end = std::find_if(rest.begin(), rest.end(), [&](const Operator& one) {
      return one.category != rest.front().category;
    });
    const auto count = static_cast<std::size_t>(end - rest.begin());
    page += family(rest.first(count));
    rest = rest.subspan(count);
  }
  return page + "\n## All at 30, 60 and 100 %\n\n![all operators](operators.jpg)\n\n" + kFoot;
}

}  // namespace assay::stress
