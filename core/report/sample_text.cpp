// SPDX-License-Identifier: Apache-2.0
#include "core/report/sample_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/report/text.hpp"

namespace assay::report {
namespace {

std::string kind_of(const predict::Value& value) {
  if (const auto* list = std::get_if<predict::Value::List>(&value.content)) {
    return fmt::format("list of {}", list->size());
  }
  if (std::holds_alternative<predict::Value::Map>(value.content)) return "map";
  if (std::holds_alternative<std::string>(value.content)) return "text";
  return "value";
}

std::string field_text(const predict::Field& field) {
  const std::string name = one_line(field.name);
  if (const auto* array = std::get_if<predict::Array>(&field.content)) {
    return fmt::format("{} {} [{}]", name, predict::name_of(array->dtype),
                       fmt::join(array->shape, ","));
  }
  return fmt::format("{} {}", name, kind_of(std::get<predict::Value>(field.content)));
}

}  // namespace

std::string outcome_text(const predict::Outcome& outcome) {
  if (const predict::Failure* failure = outcome.failure()) {
    return fmt::format("{}: {}", predict::name_of(failure->kind), one_line(failure->message));
  }
  std::string text;
  for (const predict::Field& field : outcome.prediction()->fields) {
    text += (text.empty() ? "" : ", ") + field_text(field);
  }
  return text;
}

}  // namespace assay::report
