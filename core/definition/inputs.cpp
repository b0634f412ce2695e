// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "core/definition/sections.hpp"
#include "core/definition/values.hpp"

namespace assay::definition {
namespace {

constexpr std::string_view kLoadOutput = "model.runtime.load.output.";
constexpr std::string_view kPredictOutput = "model.runtime.predict.output.";

std::string variable_of(Side side, const std::string& input) {
  return fmt::format("model.runtime.{}.inputs.{}", side == Side::load ? "load" : "predict", input);
}

/// An input's value and, when it is a scalar, its text.
struct Bound {
  Argument argument;
  std::string text;
};

struct Slot {
  enum class State { fresh, open, bound, broken };
  const RawInput* raw;
  Side side;
  State state = State::fresh;
  Bound value;
};

/// Values that copying an argument makes, and bytes of its text.
struct Cost {
  std::size_t nodes = 1;
  std::size_t bytes = 0;
};

Cost cost_of(const Argument& argument) {
  Cost cost;
  const auto add = [&](const Argument& child) {
    const Cost more = cost_of(child);
    cost.nodes += more.nodes;
    cost.bytes += more.bytes;
  };
  if (const auto* text = std::get_if<std::string>(&argument.value)) cost.bytes = text->size();
  if (const auto* list = std::get_if<Argument::List>(&argument.value)) {
    for (const Argument& item : *list) add(item);
  }
  if (const auto* map = std::get_if<Argument::Map>(&argument.value)) {
    for (const Argument::Pair& pair : *map) add(pair.value);
  }
  return cost;
}

bool is_scalar(const Argument& argument) {
  return !std::holds_alternative<Argument::List>(argument.value) &&
         !std::holds_alternative<Argument::Map>(argument.value) &&
         !std::holds_alternative<Reference>(argument.value);
}

Argument from_scalar(Scalar scalar, const Node& node) {
  Argument argument;
  argument.mark = node.mark;
  argument.quoted = node.quoted;
  std::visit([&](auto&& value) { argument.value = std::forward<decltype(value)>(value); },
             std::move(scalar));
  return argument;
}

/// Replaces the variables of both entrypoints' inputs. Inputs may refer to each other in any order,
/// so each is bound when it is first needed.
class Binder {
 public:
  Binder(const RawEntrypoint& load, const RawEntrypoint& predict, const Scope& scope,
         Reading& reading)
      : load_output_(std::string(kLoadOutput) + load.entrypoint.output),
        has_load_output_(!load.entrypoint.output.empty()),
        scope_(scope),
        reading_(reading) {
    for (const RawInput& input : load.inputs) add(input, Side::load);
    for (const RawInput& input : predict.inputs) add(input, Side::predict);
  }

  /// The inputs of one side in file order.
  std::vector<Input> bind_all(Side side) {
    std::vector<Input> inputs;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].side != side || bind(i, slots_[i].raw->value->mark) == nullptr) continue;
      const Bound& bound = slots_[i].value;
      inputs.push_back({slots_[i].raw->name, bound.argument, slots_[i].raw->mark});
    }
    return inputs;
  }

 private:
  void add(const RawInput& input, Side side) {
    const std::string variable = variable_of(side, input.name);
    if (by_variable_.emplace(variable, slots_.size()).second) variables_.push_back(variable);
    slots_.push_back({&input, side, Slot::State::fresh, {}});
  }

  Side side() const { return slots_[chain_.back()].side; }

  /// nullptr when it has no value, which was reported. `from`: where it is asked for.
  const Bound* bind(std::size_t index, Mark from) {
    Slot& slot = slots_[index];
    if (slot.state == Slot::State::bound) return &slot.value;
    if (slot.state == Slot::State::broken) return nullptr;
    if (!may_open(index, from)) return nullptr;
    slot.state = Slot::State::open;
    chain_.push_back(index);
    auto value = top_level(*slot.raw->value);
    chain_.pop_back();
    slot.state = value ? Slot::State::bound : Slot::State::broken;
    if (!value) return nullptr;
    slot.value = *std::move(value);
    return &slot.value;
  }

  bool may_open(std::size_t index, Mark from) {
    if (slots_[index].state == Slot::State::open) {
      reading_.problems.add(
          from, fmt::format("{} refers to itself in a circle; give one of the "
                            "inputs a value",
                            in_quotes(variable_of(slots_[index].side, slots_[index].raw->name))));
      return false;
    }
    if (chain_.size() >= kDeepest) {
      reading_.problems.add(from, fmt::format("more than {} inputs refer to each other in a row; "
                                              "refer to the first one",
                                              kDeepest));
      return false;
    }
    return true;
  }

  /// The whole value of an input, which alone may be a reference or another input's list or map.
  std::optional<Bound> top_level(const Node& node) {
    if (node.kind == Node::Kind::scalar) {
      const auto pieces = split_variables(node.text);
      if (pieces.size() == 1 && pieces[0].kind == Piece::Kind::runtime) {
        const std::string& name = pieces[0].text;
        const Mark mark = mark_inside(reading_, node, 0);
        if (const auto reference = reference_of(name)) {
          if (!check_reference(name, mark)) return std::nullopt;
          return Bound{Argument{*reference, node.mark, false}, ""};
        }
        if (by_variable_.contains(name)) return copy_of(name, mark, node);
      }
      return scalar(node);
    }
    auto argument = nested(node);
    if (!argument) return std::nullopt;
    return Bound{*std::move(argument), ""};
  }

  std::optional<Bound> copy_of(const std::string& name, Mark mark, const Node& node) {
    const Bound* source = bind(by_variable_.at(name), mark);
    if (source == nullptr) return std::nullopt;
    const Cost cost = cost_of(source->argument);
    reading_.spend(cost.nodes, cost.bytes + source->text.size(), mark);
    Bound copy = *source;
    copy.argument.mark = node.mark;
    return copy;
  }

  std::optional<Reference> reference_of(const std::string& name) const {
    if (name == "datapoints") return Reference::datapoints;
    if (name == "datapoint.image") return Reference::images;
    if (has_load_output_ && name == load_output_) return Reference::model;
    return std::nullopt;
  }

  /// Whether the entrypoint can have it; reports when not.
  bool check_reference(const std::string& name, Mark mark) {
    if (side() == Side::predict) return true;
    reading_.problems.add(mark, fmt::format("{} is not known yet when the model is loaded; only "
                                            "inputs of predict can have it",
                                            in_quotes(name)));
    return false;
  }

  std::optional<Bound> scalar(const Node& node) {
    const Lookup lookup = [this](const std::string& name, Mark mark) { return text(name, mark); };
    auto expanded = expand(node, lookup, reading_);
    if (!expanded) return std::nullopt;
    if (node.quoted) return Bound{from_scalar(*expanded, node), *expanded};
    TypedScalar typed = type_plain(*expanded);
    if (typed.problem.empty()) return Bound{from_scalar(std::move(typed.value), node), *expanded};
    reading_.problems.add(node.mark, fmt::format("{} {}", in_quotes(*expanded), typed.problem));
    return std::nullopt;
  }

  /// A value below an input's own list or map.
  std::optional<Argument> nested(const Node& node) {
    switch (node.kind) {
      case Node::Kind::null:
        return from_scalar({}, node);
      case Node::Kind::list:
        return list(node);
      case Node::Kind::map:
        return map(node);
      case Node::Kind::scalar:
        break;
    }
    auto bound = scalar(node);
    if (!bound) return std::nullopt;
    return std::move(bound->argument);
  }

  std::optional<Argument> list(const Node& node) {
    Argument::List items;
    bool good = true;
    for (const NodePtr& item : node.items) {
      auto argument = nested(*item);
      good = good && argument;
      if (argument) items.push_back(*std::move(argument));
    }
    if (!good) return std::nullopt;
    return Argument{std::move(items), node.mark, false};
  }

  std::optional<Argument> map(const Node& node) {
    Argument::Map pairs;
    bool good = true;
    for (const Node::Entry& entry : node.entries) {
      auto argument = nested(*entry.value);
      good = good && argument;
      if (argument) pairs.push_back({entry.key, *std::move(argument), entry.mark});
    }
    if (!good) return std::nullopt;
    return Argument{std::move(pairs), node.mark, false};
  }

  /// The text of a variable that is a part of a scalar, or the whole of one below a list or map.
  std::optional<std::string> text(const std::string& name, Mark mark) {
    if (const std::string* value = scope_.find(name)) return *value;
    if (reference_of(name)) {
      if (check_reference(name, mark)) report_not_text(name, mark);
      return std::nullopt;
    }
    const auto input = by_variable_.find(name);
    if (input == by_variable_.end()) {
      report_unknown(name, mark);
      return std::nullopt;
    }
    const Bound* bound = bind(input->second, mark);
    if (bound == nullptr) return std::nullopt;
    if (is_scalar(bound->argument)) return bound->text;
    report_not_text(name, mark);
    return std::nullopt;
  }

  void report_not_text(const std::string& name, Mark mark) {
    reading_.problems.add(mark, fmt::format("{} is not text, so it must be the whole value of an "
                                            "input",
                                            in_quotes(name)));
  }

  void report_unknown(const std::string& name, Mark mark) {
    if (name.starts_with(kPredictOutput)) {
      reading_.problems.add(
          mark,
          fmt::format("{} is what predict returns, so it cannot be an input", in_quotes(name)));
      return;
    }
    report_unknown_variable(name, mark, known(), reading_);
  }

  const std::vector<std::string>& known() {
    std::vector<std::string>& names = side() == Side::load ? known_to_load_ : known_to_predict_;
    if (!names.empty()) return names;
    names = scope_.names();
    names.insert(names.end(), variables_.begin(), variables_.end());
    if (side() == Side::predict) {
      names.insert(names.end(), {"datapoints", "datapoint.image"});
      if (has_load_output_) names.push_back(load_output_);
    }
    return names;
  }

  std::string load_output_;
  bool has_load_output_;
  const Scope& scope_;
  Reading& reading_;
  std::vector<Slot> slots_;
  std::unordered_map<std::string, std::size_t> by_variable_;
  std::vector<std::string> variables_;  // the keys of by_variable_ in file order
  std::vector<std::size_t> chain_;      // slots that are being bound
  std::vector<std::string> known_to_load_;
  std::vector<std::string> known_to_predict_;
};

}  // namespace

void bind_inputs(RawEntrypoint& load, RawEntrypoint& predict, const Scope& scope,
                 Reading& reading) {
  Binder binder(load, predict, scope, reading);
  load.entrypoint.inputs = binder.bind_all(Side::load);
  predict.entrypoint.inputs = binder.bind_all(Side::predict);
}

}  // namespace assay::definition
