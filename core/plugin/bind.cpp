// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/bind.hpp"

#include <assay/abi/entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/definition/problems.hpp"
#include "core/plugin/argument_words.hpp"
#include "core/plugin/convert_argument.hpp"
#include "core/plugin/hide_secrets.hpp"
#include "core/plugin/words.hpp"

namespace assay::plugin {
namespace {

using definition::Entrypoint;
using definition::in_quotes;
using definition::Input;
using definition::one_of;
using definition::Problems;
using definition::Reference;
using wire::Entry;
using wire::Parameter;
using wire::Placeholder;
using wire::Value;

constexpr std::uint32_t kBatchKinds =
    ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS) | ASSAY_KIND_BIT(ASSAY_KIND_IMAGES);

bool wants_model(const Parameter& parameter) {
  return (parameter.kinds & ASSAY_KIND_BIT(ASSAY_KIND_HANDLE)) != 0;
}
bool wants_batch(const Parameter& parameter) {
  return (parameter.kinds & kBatchKinds) != 0;
}

std::optional<Reference> reference_of(const Input& input) {
  const auto* reference = std::get_if<Reference>(&input.value.value);
  return reference == nullptr ? std::nullopt : std::optional(*reference);
}

/// Datapoints where both are accepted: they hold the images.
Value batch_value(const Parameter& parameter) {
  const bool datapoints = (parameter.kinds & ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS)) != 0;
  return {datapoints ? Placeholder::datapoints : Placeholder::images};
}

const Input* find_input(const Entrypoint& entrypoint, const std::string& name) {
  for (const Input& input : entrypoint.inputs) {
    if (input.name == name) return &input;
  }
  return nullptr;
}

bool has_parameter(const Entry& entry, const std::string& name) {
  return std::any_of(entry.parameters.begin(), entry.parameters.end(),
                     [&](const Parameter& parameter) { return parameter.name == name; });
}

/// What both entrypoints need. An entry is nullptr where the plugin has none of that name.
struct Sides {
  const definition::Model& model;
  const wire::Description& description;
  const Entry* load;
  const Entry* predict;
};

/// Binds one entrypoint.
class Binder {
 public:
  Binder(const Sides& sides, const Entrypoint& entrypoint, const Entry& entry, Problems& problems)
      : sides_(sides), entrypoint_(entrypoint), entry_(entry), problems_(problems) {}

  std::vector<Value> bind(std::vector<std::string>& notes) {
    check_names(notes);
    std::vector<Value> values;
    for (const Parameter& parameter : entry_.parameters) {
      const Input* input = find_input(entrypoint_, parameter.name);
      values.push_back(input != nullptr ? given(*input, parameter) : not_given(parameter));
    }
    return values;
  }

 private:
  void check_names(std::vector<std::string>& notes) {
    for (const Input& input : entrypoint_.inputs) {
      if (has_parameter(entry_, input.name)) continue;
      if (is_supplied_anyway(input)) {
        notes.push_back(fmt::format("{}() declares no parameter '{}': it is part of the call",
                                    entrypoint_.function, input.name));
        continue;
      }
      refuse_name(input);
    }
  }

  void refuse(Mark mark, std::string message) { problems_.add(mark, std::move(message)); }

  void refuse_name(const Input& input) {
    const std::string message =
        fmt::format("{}() has no parameter '{}'", entrypoint_.function, input.name);
    const Entry* other = entry_.has_load ? sides_.predict : sides_.load;
    if (other != nullptr && has_parameter(*other, input.name)) {
      refuse(input.mark, fmt::format("{}; {}() has one, so move it there", message, other->name));
      return;
    }
    const auto known = names_of(entry_.parameters);
    const auto near = problems_.add_unknown(
        input.mark, message, input.name, known,
        known.empty() ? "; it takes none" : fmt::format("; it takes {}", one_of(known)));
    if (near) meant_.push_back(*near);
  }

  Value given(const Input& input, const Parameter& parameter) {
    const auto reference = reference_of(input);
    if (reference == Reference::model && wants_model(parameter)) {
      check_model_type(input, parameter);
      return {Placeholder::model};
    }
    if (reference && *reference != Reference::model && wants_batch(parameter)) {
      return preferred_batch(*reference, parameter);
    }
    if (!reference && !wants_model(parameter) && !wants_batch(parameter)) {
      return convert_argument(input.value, parameter, sides_.model.repository, problems_);
    }
    refuse(input.value.mark,
           fmt::format("'{}' must be {}{}{}", input.name, kinds_in_words(parameter.kinds),
                       is_secret(parameter) ? "" : ", not " + in_words(input.value),
                       remedy_by_variable(parameter)));
    return {};
  }

  /// The variable that gives what only the run has.
  std::string remedy_by_variable(const Parameter& parameter) const {
    if (wants_model(parameter)) return fmt::format("; write \"{}\"", model_variable());
    if (!wants_batch(parameter)) return "";
    const bool datapoints = batch_value(parameter) == Value{Placeholder::datapoints};
    return fmt::format("; write \"{}\" or leave it out",
                       datapoints ? "${datapoints}" : "${datapoint.image}");
  }

  std::string model_variable() const {
    return fmt::format("${{model.runtime.load.output.{}}}", sides_.model.runtime.load.output);
  }

  static Value preferred_batch(Reference reference, const Parameter& parameter) {
    const bool images = (parameter.kinds & ASSAY_KIND_BIT(ASSAY_KIND_IMAGES)) != 0;
    if (reference == Reference::images && images) return {Placeholder::images};
    return batch_value(parameter);
  }

  void check_model_type(const Input& input, const Parameter& parameter) {
    if (sides_.load == nullptr || parameter.handle_type == sides_.load->model_type) return;
    std::vector<std::string> makers;
    for (const Entry& entry : sides_.description.entries) {
      if (entry.has_load && entry.model_type == parameter.handle_type) makers.push_back(entry.name);
    }
    const std::string remedy =
        makers.empty() ? "" : fmt::format("; that is made by {}", one_of(makers));
    refuse(input.value.mark,
           fmt::format("{}() wants a {} as '{}', but {}() makes a {}{}", entrypoint_.function,
                       in_quotes(parameter.handle_type), input.name, sides_.load->name,
                       in_quotes(sides_.load->model_type), remedy));
  }

  Value not_given(const Parameter& parameter) {
    if (wants_batch(parameter) && entry_.has_predict) return batch_value(parameter);
    if (!is_required(parameter)) return default_of(parameter, sides_.model.repository);
    if (std::find(meant_.begin(), meant_.end(), parameter.name) != meant_.end()) return {};
    if (parameter.name == "device") {
      refuse(
          entrypoint_.mark,
          fmt::format("{}() wants 'device' as an input, but devices come with each call; have it "
                      "take assay::Device, or in C call->device, in place of that",
                      entrypoint_.function));
      return {};
    }
    refuse(
        entrypoint_.mark,
        fmt::format("{}() needs the input '{}' ({}); add {{name: {}, value: {}}}",
                    entrypoint_.function, parameter.name, kinds_in_words(parameter.kinds),
                    parameter.name, wants_model(parameter) ? '"' + model_variable() + '"' : "..."));
    return {};
  }

  /// An existing definition may name what the function takes from elsewhere: the model, where the
  /// function declares none, and the batch, where it has it under another name.
  bool is_supplied_anyway(const Input& input) const {
    const auto reference = reference_of(input);
    if (!reference || !entry_.has_predict) return false;
    const auto& all = entry_.parameters;
    if (*reference == Reference::model) return std::none_of(all.begin(), all.end(), wants_model);
    return std::any_of(all.begin(), all.end(), wants_batch);
  }

  const Sides& sides_;
  const Entrypoint& entrypoint_;
  const Entry& entry_;
  Problems& problems_;
  std::vector<std::string> meant_;  // parameters suggested for a wrong name: they are not missing
};

/// nullopt where there is none that does what is wanted, which is reported.
std::optional<std::uint32_t> find_entry(const Entrypoint& entrypoint,
                                        const wire::Description& description, bool load,
                                        Problems& problems) {
  std::vector<std::string> fitting;
  bool has_other_role = false;
  for (std::uint32_t i = 0; i < description.entries.size(); ++i) {
    const Entry& entry = description.entries[i];
    if (entry.has_load == load && entry.name == entrypoint.function) return i;
    if (entry.has_load == load) fitting.push_back(entry.name);
    has_other_role = has_other_role || entry.name == entrypoint.function;
  }
  const std::string verb = load ? "load" : "predict";
  const std::string list =
      fmt::format("; to {} it has {}", verb, fitting.empty() ? "nothing" : one_of(fitting));
  if (has_other_role) {
    problems.add(entrypoint.mark,
                 fmt::format("'{}' is a {} function of the plugin{}", entrypoint.function,
                             load ? "predict" : "load", list));
    return std::nullopt;
  }
  problems.add_unknown(entrypoint.mark,
                       fmt::format("the plugin {} has no function '{}'", in_quotes(description.id),
                                   entrypoint.function),
                       entrypoint.function, fitting, list);
  return std::nullopt;
}

}  // namespace

Binding bind(const definition::Definition& definition, const definition::Model& model,
             const wire::Description& description) {
  const definition::Runtime& runtime = model.runtime;
  Source shown = runtime_source(definition, model);
  Problems problems(shown);
  const auto load = find_entry(runtime.load, description, true, problems);
  const auto predict = find_entry(runtime.predict, description, false, problems);
  const auto entry_at = [&](const std::optional<std::uint32_t>& index) {
    return index ? &description.entries[*index] : nullptr;
  };
  const Sides sides{model, description, entry_at(load), entry_at(predict)};
  Binding binding;
  const auto bind_side = [&](const Entrypoint& entrypoint, const Entry* entry) {
    if (entry == nullptr) return std::vector<Value>{};
    return Binder(sides, entrypoint, *entry, problems).bind(binding.notes);
  };
  binding.load_arguments = bind_side(runtime.load, sides.load);
  binding.predict_arguments = bind_side(runtime.predict, sides.predict);
  if (problems.empty()) {
    binding.load_entry = *load;
    binding.predict_entry = *predict;
    return binding;
  }
  hide_secrets({{&runtime.load, sides.load}, {&runtime.predict, sides.predict}}, shown.text);
  throw problems.error();
}

}  // namespace assay::plugin
