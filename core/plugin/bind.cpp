// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/bind.hpp"

#include <assay/abi/entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/nearest.hpp"
#include "core/plugin/convert_argument.hpp"
#include "core/plugin/words.hpp"

namespace assay::plugin {
namespace {

using definition::Entrypoint;
using definition::Input;
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

/// Binds one entrypoint.
class Binder {
 public:
  Binder(const definition::Model& model, const Entrypoint& entrypoint, const Entry& entry,
         std::vector<Misfit>& misfits)
      : model_(model), entrypoint_(entrypoint), entry_(entry), misfits_(misfits) {}

  std::vector<Value> arguments(const std::string& model_type) {
    std::vector<Value> values;
    for (const Parameter& parameter : entry_.parameters) {
      const Input* input = find_input(entrypoint_, parameter.name);
      values.push_back(input != nullptr ? given(*input, parameter, model_type)
                                        : not_given(parameter));
    }
    return values;
  }

  void check_names(std::vector<std::string>& notes) {
    for (const Input& input : entrypoint_.inputs) {
      const bool known = std::any_of(entry_.parameters.begin(), entry_.parameters.end(),
                                     [&](const Parameter& p) { return p.name == input.name; });
      if (known) continue;
      if (is_supplied_anyway(input)) {
        notes.push_back(fmt::format("{}() declares no parameter '{}': it is part of the call",
                                    entrypoint_.function, input.name));
        continue;
      }
      refuse(input.mark,
             fmt::format("{}() has no parameter '{}'{}{}", entrypoint_.function, input.name,
                         did_you_mean(input.name, names_of(entry_.parameters)), list_parameters()));
    }
  }

 private:
  void refuse(Mark mark, std::string message) { misfits_.push_back({mark, std::move(message)}); }

  Value given(const Input& input, const Parameter& parameter, const std::string& model_type) {
    const auto reference = reference_of(input);
    if (!reference) return convert_argument(input.value, parameter, model_.repository, misfits_);
    if (*reference == Reference::model && wants_model(parameter)) {
      check_model_type(input, parameter, model_type);
      return {Placeholder::model};
    }
    if (*reference != Reference::model && wants_batch(parameter)) {
      return preferred_batch(*reference, parameter);
    }
    refuse(input.value.mark,
           fmt::format("'{}' must be {}, not {}", input.name, kinds_in_words(parameter.kinds),
                       *reference == Reference::model ? "the loaded model" : "the datapoints"));
    return {};
  }

  static Value preferred_batch(Reference reference, const Parameter& parameter) {
    const bool images = (parameter.kinds & ASSAY_KIND_BIT(ASSAY_KIND_IMAGES)) != 0;
    if (reference == Reference::images && images) return {Placeholder::images};
    return batch_value(parameter);
  }

  void check_model_type(const Input& input, const Parameter& parameter,
                        const std::string& model_type) {
    if (parameter.handle_type == model_type) return;
    refuse(input.value.mark,
           fmt::format("{}() wants a '{}' as '{}', load() makes a '{}'", entrypoint_.function,
                       parameter.handle_type, input.name, model_type));
  }

  Value not_given(const Parameter& parameter) {
    if (wants_batch(parameter) && entry_.has_predict) return batch_value(parameter);
    if (!is_required(parameter)) return default_of(parameter);
    const std::string hint =
        wants_model(parameter)
            ? fmt::format("; add {{name: {}, value: \"${{model.runtime.load.output.{}}}\"}}",
                          parameter.name, model_.runtime.load.output)
            : "";
    refuse(entrypoint_.mark, fmt::format("{}() needs the input '{}' ({}){}", entrypoint_.function,
                                         parameter.name, kinds_in_words(parameter.kinds), hint));
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

  std::string list_parameters() const {
    if (entry_.parameters.empty()) return "; it takes none";
    std::string text;
    for (const Parameter& parameter : entry_.parameters) {
      text += (text.empty() ? "" : ", ") + parameter.name;
    }
    return "; it takes " + text;
  }

  const definition::Model& model_;
  const Entrypoint& entrypoint_;
  const Entry& entry_;
  std::vector<Misfit>& misfits_;
};

std::string list_entries(const wire::Description& description) {
  std::string text;
  for (const Entry& entry : description.entries) {
    text += (text.empty() ? "" : ", ") + entry.name + (entry.has_load ? " (load)" : " (predict)");
  }
  return text.empty() ? "it has none" : "it has " + text;
}

std::uint32_t find_entry(const definition::Definition& definition, const Entrypoint& entrypoint,
                         const wire::Description& description, bool load) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < description.entries.size(); ++i) {
    const Entry& entry = description.entries[i];
    names.push_back(entry.name);
    if (entry.name != entrypoint.function) continue;
    if (entry.has_load == load) return i;
    throw error_in(
        definition, entrypoint.mark,
        fmt::format("'{}' is a {} function of the plugin; {} is wanted here", entry.name,
                    load ? "predict" : "load", load ? "one that loads" : "one that predicts"));
  }
  throw error_in(
      definition, entrypoint.mark,
      fmt::format("the plugin '{}' has no function '{}'{}; {}", description.id, entrypoint.function,
                  did_you_mean(entrypoint.function, names), list_entries(description)));
}

[[noreturn]] void throw_misfits(const definition::Definition& definition,
                                const std::vector<Misfit>& misfits) {
  std::string text;
  for (const Misfit& misfit : misfits) {
    text += (text.empty() ? "" : "\n") + point_at(definition.source, misfit.mark, misfit.message);
  }
  throw Error(ErrorKind::definition, text);
}

}  // namespace

Binding bind(const definition::Definition& definition, const definition::Model& model,
             const wire::Description& description) {
  const definition::Runtime& runtime = model.runtime;
  Binding binding;
  binding.load_entry = find_entry(definition, runtime.load, description, true);
  binding.predict_entry = find_entry(definition, runtime.predict, description, false);
  const Entry& load = description.entries[binding.load_entry];
  const Entry& predict = description.entries[binding.predict_entry];
  std::vector<Misfit> misfits;
  Binder load_binder(model, runtime.load, load, misfits);
  Binder predict_binder(model, runtime.predict, predict, misfits);
  load_binder.check_names(binding.notes);
  binding.load_arguments = load_binder.arguments(load.model_type);
  predict_binder.check_names(binding.notes);
  binding.predict_arguments = predict_binder.arguments(load.model_type);
  if (misfits.empty()) return binding;
  std::stable_sort(misfits.begin(), misfits.end(), [](const Misfit& a, const Misfit& b) {
    return std::pair(a.mark.line, a.mark.column) < std::pair(b.mark.line, b.mark.column);
  });
  throw_misfits(definition, misfits);
}

}  // namespace assay::plugin
