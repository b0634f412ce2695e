// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/definition/fields.hpp"
#include "core/definition/identifier.hpp"
#include "core/definition/output_key.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

bool is_module(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_identifier(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

void read_function(const Fields& fields, Entrypoint& entrypoint, Reading& reading) {
  const auto text = fields.text("entrypoint");
  if (!text) return;
  entrypoint.mark = fields.mark("entrypoint");
  const std::size_t colon = text->find(':');
  const bool good = colon != std::string::npos && is_module(text->substr(0, colon)) &&
                    is_identifier(text->substr(colon + 1));
  if (good) {
    entrypoint.module = text->substr(0, colon);
    entrypoint.function = text->substr(colon + 1);
    return;
  }
  reading.problems.add(entrypoint.mark,
                       fmt::format("{} must be module:function such as inference:load or "
                                   "models.detector:load, names of letters, digits and '_', got {}",
                                   fields.label("entrypoint"), in_quotes(*text)));
}

/// The pair that an item of `inputs` is, in either of its forms; `value` nullptr when it is none.
struct Pair {
  std::string name;
  Mark mark;
  const Node* value = nullptr;
};

constexpr std::string_view kPair = "{name: threshold, value: 0.5}";

bool has_short_form(const Node& item) {
  return item.kind == Node::Kind::map && !item.entries.empty() && item.find("name") == nullptr &&
         item.find("value") == nullptr;
}

Pair read_pair(const Node& item, const std::string& what, const Scope& scope, Reading& reading) {
  if (has_short_form(item)) {  // `- device: gpu`
    const Node::Entry& entry = item.entries[0];
    if (item.entries.size() > 1) {
      reading.problems.add(item.entries[1].mark,
                           fmt::format("the short form of an input has one key; start a new item "
                                       "('-') for {}",
                                       in_quotes(item.entries[1].key)));
    }
    return {entry.key, entry.mark, entry.value.get()};
  }
  if (item.kind != Node::Kind::map) {
    reading.problems.add(item.mark, fmt::format("an input of {} must be a pair such as {}, got {}",
                                                what, kPair, describe(item)));
    return {};
  }
  const Fields fields(item, schema::input(), reading, scope,
                      fmt::format("{} of {}", called("the input", item, "an input"), what));
  const auto name = fields.text("name");
  if (!name) return {};
  return {*name, fields.mark("name"), item.find("value")};  // null is a value, too
}

/// "; write conf_threshold" for conf-threshold; "" where no letter would be left.
std::string remedy_for_name(const std::string& name) {
  std::string written;
  for (const char c : name) written += is_identifier(std::string{'_', c}) ? c : '_';
  if (written.find_first_not_of("_0123456789") == std::string::npos) return "";
  return fmt::format("; write {}{}", is_identifier(written) ? "" : "_", written);
}

void read_inputs(const Node& list, const std::string& what, const Scope& scope, RawEntrypoint& raw,
                 Reading& reading) {
  UniqueNames names("inputs of " + what);
  for (const NodePtr& item : list.items) {
    Pair pair = read_pair(*item, what, scope, reading);
    if (pair.value == nullptr) continue;
    names.add(pair.name, pair.mark, reading);
    if (pair.name == "device") {
      raw.device = pair.value;
    } else if (is_identifier(pair.name)) {
      raw.inputs.push_back({std::move(pair.name), pair.mark, pair.value});
    } else {
      reading.problems.add(pair.mark,
                           fmt::format("the input name {} must have letters, digits and '_' only, "
                                       "and not start with a digit{}",
                                       in_quotes(pair.name), remedy_for_name(pair.name)));
    }
  }
}

std::vector<std::string> read_keys(const Node& list, const Scope& scope, Reading& reading) {
  std::vector<std::string> fields;
  UniqueNames spelled("output keys");
  const Lookup lookup = lookup_in(scope, reading);
  for (const NodePtr& item : list.items) {
    const auto key = read_text(*item, "an output key", lookup, reading);
    if (!key) continue;
    spelled.add(*key, item->mark, reading);
    const auto mapped = fields_of_key(*key);
    if (mapped.empty()) {
      reading.problems.add_unknown(
          item->mark, fmt::format("unknown output key {}", in_quotes(*key)), *key, output_keys(),
          fmt::format("; known: {}; your own start with 'user.'", one_of(output_keys())));
    }
    for (const std::string& field : mapped) {
      if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
    }
  }
  return fields;
}

void read_output(const Node& node, Side side, const Scope& scope, RawEntrypoint& raw,
                 Reading& reading) {
  raw.output_mark = node.mark;
  const bool load = side == Side::load;
  const Fields fields(node, load ? schema::load_output() : schema::predict_output(), reading,
                      scope);
  raw.entrypoint.output = fields.text("name").value_or("");
  if (load) return;
  if (const Node* keys = fields.list("keys")) raw.output_keys = read_keys(*keys, scope, reading);
}

}  // namespace

RawEntrypoint read_entrypoint(const Node& node, Side side, const Scope& scope, Reading& reading) {
  const std::string what = side == Side::load ? "load" : "predict";
  const Fields fields(node, side == Side::load ? schema::load() : schema::predict(), reading,
                      scope);
  RawEntrypoint raw;
  read_function(fields, raw.entrypoint, reading);
  if (const Node* inputs = fields.find("inputs")) {
    if (inputs->kind == Node::Kind::list) {
      read_inputs(*inputs, what, scope, raw, reading);
    } else {
      reading.problems.add(inputs->mark,
                           fmt::format("{} must be a list of pairs such as [{}], got {}",
                                       fields.label("inputs"), kPair, describe(*inputs)));
    }
  }
  if (const Node* output = fields.find("output")) {
    read_output(*output, side, scope, raw, reading);
  }
  return raw;
}

}  // namespace assay::definition
