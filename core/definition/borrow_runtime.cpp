// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <system_error>

#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

namespace fs = std::filesystem;

/// In the order in which they are asked.
constexpr std::array<const char*, 2> kCompanions = {"assay.yaml", "efemarai.yaml"};

bool is_usable(const Node& model) {
  const Node* runtime = model.find("runtime");
  return runtime != nullptr && runtime->kind != Node::Kind::null;
}

/// Whether the model there is called `name`; what its own variables hide does not count.
bool is_called(const Node& model, const std::string& name) {
  const Node* there = model.find("name");
  return there != nullptr && there->kind == Node::Kind::scalar && !is_any_model(*there) &&
         there->text == name;
}

/// The model of that name that has a runtime, else the one for any model; nullptr without either.
const Node* choose(const Node& list, const std::string& name, Reading& reading) {
  const Node* chosen = nullptr;
  for (const NodePtr& item : list.items) {
    if (!is_usable(*item) || !is_called(*item, name)) continue;
    if (chosen != nullptr) {
      reading.problems.add(
          item->find("name")->mark,
          fmt::format("two models are called {} and have a runtime; keep one", in_quotes(name)));
      break;
    }
    chosen = item.get();
  }
  return chosen != nullptr ? chosen : find_any_model(list);
}

/// Takes what the model has not from `chosen`, a model with a runtime in `file` (nullptr: the
/// definition itself), which `reading` reads.
void take_from(const Node& chosen, const OtherFilePtr& file, Model& model, Scope& scope,
               const Surroundings& around, Reading& reading) {
  const auto source = file == nullptr ? nullptr : source_of(file);
  const Fields there(chosen, schema::companion_model(), reading, scope);
  const Node* files = model.files.empty() ? there.list("files") : nullptr;
  if (files != nullptr) model.files = read_files(*files, model.repository, scope, reading);
  const Node* classes = model.classes.mark.line == 0 ? there.find("classes") : nullptr;
  if (classes != nullptr) {
    model.classes = read_classes(*classes, model.repository, scope, reading);
    model.classes.source = source;
  }
  model.runtime = read_runtime(*there.find("runtime"), around.device, scope, reading);
  model.runtime_source = source;
}

/// Reads one file; true when it has a runtime for the model, good or bad.
bool borrow_from(const OtherFilePtr& file, Model& model, Scope& scope, const Surroundings& around,
                 Reading& reading) {
  bool found = false;
  read_other(*file, model.mark, reading, [&](const Node& root, Reading& inner) {
    const Scope none;
    const Fields fields(root, schema::companion(), inner, none);
    const Node* list = fields.list("models");
    const Node* chosen = list == nullptr ? nullptr : choose(*list, model.name, inner);
    found = chosen != nullptr;
    if (found) take_from(*chosen, file, model, scope, around, inner);
  });
  return found;
}

}  // namespace

bool is_any_model(const Node& name) {
  return name.text == "${model.name}" || name.text == "$model.name";
}

const Node* find_any_model(const Node& list) {
  for (const NodePtr& item : list.items) {
    const Node* name = item->find("name");
    if (name != nullptr && is_any_model(*name) && is_usable(*item)) return item.get();
  }
  return nullptr;
}

void borrow_runtime(const Fields& fields, const Node* any, Model& model, Scope& scope,
                    Surroundings& around, Reading& reading) {
  if (fields.is_misspelled("runtime") || model.repository.empty()) return;
  if (any != nullptr) {
    reading.spend(any->nodes, any->bytes, model.mark);
    take_from(*any, nullptr, model, scope, around, reading);
    return;
  }
  for (const char* name : kCompanions) {
    const fs::path path = model.repository / name;
    std::error_code absent;
    if (!fs::exists(path, absent) || around.files.is_definition(path)) continue;
    const OtherFilePtr file = around.files.open(path, model.mark, reading);
    if (file == nullptr || borrow_from(file, model, scope, around, reading)) return;
  }
  fields.report_missing(
      "runtime",
      fmt::format("; add it here, or to a model named {} or '${{model.name}}' in "
                  "assay.yaml or efemarai.yaml of its repository {}",
                  in_quotes(model.name.empty() ? "..." : model.name), model.repository.string()));
}

}  // namespace assay::definition
