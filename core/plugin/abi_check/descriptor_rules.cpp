// SPDX-License-Identifier: Apache-2.0
#include <assay/abi/plugin.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/definition/identifier.hpp"
#include "core/plugin/abi_check/judge.hpp"
#include "core/plugin/utf8.hpp"
#include "core/plugin/words.hpp"

namespace assay::plugin::abi_check {
namespace {

using binary::Descriptor;
using binary::EntryCode;
using binary::Inspection;
using definition::is_identifier;

constexpr std::uint32_t kKnownKinds = (ASSAY_KIND_BIT(ASSAY_KIND_IMAGES) << 1) - 1;
constexpr std::uint32_t kKnownFlags =
    ASSAY_PARAM_REQUIRED | ASSAY_PARAM_SECRET | ASSAY_PARAM_MINIMUM | ASSAY_PARAM_MAXIMUM;
constexpr std::uint32_t kNumbers =
    ASSAY_KIND_BIT(ASSAY_KIND_INT) | ASSAY_KIND_BIT(ASSAY_KIND_FLOAT);

void check_identity(const Descriptor& descriptor, Findings& findings) {
  const wire::Description& description = descriptor.description;
  const std::pair<const char*, const std::string&> required[] = {
      {"id", description.id}, {"name", description.name}, {"version", description.version}};
  for (const auto& [name, text] : required) {
    if (text.empty()) findings.add("descriptor.identity", fmt::format("{} is not set", name));
  }
  for (const std::string* text :
       {&description.id, &description.name, &description.version, &description.sdk,
        &descriptor.author, &descriptor.url, &descriptor.license}) {
    if (!is_utf8(*text)) {
      findings.add("descriptor.identity", fmt::format("'{}' is not UTF-8", printable(*text)));
    }
  }
}

void check_minors(const Descriptor& descriptor, Findings& findings) {
  const std::uint32_t minor = descriptor.description.abi_minor;
  const std::uint32_t needed = descriptor.min_host_minor;
  if (needed > minor) {
    findings.add("descriptor.minor",
                 fmt::format("it was compiled with minor {} and needs {}", minor, needed));
  }
  const binary::Contract own = binary::own_contract();
  if (needed > own.minor) {
    findings.add("descriptor.minor", fmt::format("it needs a host of {}.{}, this one is {}.{}",
                                                 own.major, needed, own.major, own.minor));
  }
  if (descriptor.flags != 0) {
    findings.add("descriptor.codes",
                 fmt::format("the descriptor's flags are {:#x}", descriptor.flags));
  }
}

/// The kind of a value as a bit; paths and strings are each other's.
std::uint32_t kind_of(const wire::Value& value) {
  constexpr std::uint32_t kText =
      ASSAY_KIND_BIT(ASSAY_KIND_STRING) | ASSAY_KIND_BIT(ASSAY_KIND_PATH);
  constexpr std::uint32_t kBits[] = {ASSAY_KIND_BIT(ASSAY_KIND_NULL),
                                     ASSAY_KIND_BIT(ASSAY_KIND_BOOL),
                                     kNumbers,  // an int may stand for a float
                                     ASSAY_KIND_BIT(ASSAY_KIND_FLOAT),
                                     kText,
                                     kText,
                                     ASSAY_KIND_BIT(ASSAY_KIND_LIST),
                                     ASSAY_KIND_BIT(ASSAY_KIND_MAP)};
  const std::size_t index = value.content.index();
  return index < std::size(kBits) ? kBits[index] : 0;
}

/// Numbers, and numbers in lists; what is no number has no range.
bool is_within_range(const wire::Value& value, const wire::Parameter& parameter) {
  if (const auto* list = std::get_if<wire::Value::List>(&value.content)) {
    return std::all_of(list->begin(), list->end(), [&](const wire::Value& element) {
      return is_within_range(element, parameter);
    });
  }
  return is_within_bounds(value, parameter);
}

/// And, of a list, that each element is.
bool is_taken(const wire::Value& value, const wire::Parameter& parameter) {
  if ((kind_of(value) & parameter.kinds) == 0) return false;
  const auto* list = std::get_if<wire::Value::List>(&value.content);
  return list == nullptr || parameter.element_kinds == 0 ||
         std::all_of(list->begin(), list->end(), [&](const wire::Value& element) {
           return (kind_of(element) & parameter.element_kinds) != 0;
         });
}

/// What is a list may have choices for its elements; whole numbers may stand for others.
bool is_choice(const wire::Value& value, const wire::Parameter& parameter) {
  const bool is_single = std::holds_alternative<std::string>(value.content) ||
                         std::holds_alternative<std::int64_t>(value.content);
  return !is_single || parameter.choices.empty() ||
         std::any_of(parameter.choices.begin(), parameter.choices.end(),
                     [&](const wire::Value& choice) {
                       return choice == value || choice.content.index() != value.content.index();
                     });
}

/// Parameters of one entry, or members of one of them.
class ParameterRules {
 public:
  explicit ParameterRules(Findings& findings) : findings_(findings) {}

  void check(const std::vector<wire::Parameter>& parameters, const std::string& owner) {
    std::set<std::string> names;
    for (const wire::Parameter& parameter : parameters) {
      const std::string where =
          fmt::format("parameter '{}' of {}", printable(parameter.name), owner);
      if (!is_identifier(parameter.name)) {
        findings_.add("descriptor.parameters", where + " is named by no identifier");
      } else if (!names.insert(parameter.name).second) {
        findings_.add("descriptor.parameters", where + " is there twice");
      }
      check_codes(parameter, where);
      check_values(parameter, where);
      check_range(parameter, where);
      check_elements(parameter, where);
      check(parameter.members, where);
    }
  }

 private:
  void check_codes(const wire::Parameter& parameter, const std::string& where) {
    if (parameter.kinds == 0) findings_.add("descriptor.parameters", where + " takes no kind");
    const std::uint32_t unknown = (parameter.kinds | parameter.element_kinds) & ~kKnownKinds;
    if (unknown != 0) {
      findings_.add("descriptor.codes", fmt::format("{} has unknown kinds {:#x}", where, unknown));
    }
    if ((parameter.flags & ~kKnownFlags) != 0) {
      findings_.add("descriptor.codes", fmt::format("{} has unknown flags {:#x}", where,
                                                    parameter.flags & ~kKnownFlags));
    }
    if (!is_utf8(parameter.doc)) findings_.add("descriptor.identity", where + ": doc is not UTF-8");
  }

  void check_values(const wire::Parameter& parameter, const std::string& where) {
    if (parameter.default_value && !is_taken(*parameter.default_value, parameter)) {
      findings_.add("descriptor.default", where + " has a default of a kind that it does not take");
    } else if (parameter.default_value && !is_choice(*parameter.default_value, parameter)) {
      findings_.add("descriptor.default", where + " has a default that is none of its choices");
    }
    const std::uint32_t of_choices = (parameter.kinds & ASSAY_KIND_BIT(ASSAY_KIND_LIST)) != 0
                                         ? parameter.kinds | parameter.element_kinds
                                         : parameter.kinds;
    for (const wire::Value& choice : parameter.choices) {
      if ((kind_of(choice) & of_choices) != 0) continue;
      findings_.add("descriptor.default", where + " has a choice of a kind that it does not take");
      return;
    }
  }

  void check_elements(const wire::Parameter& parameter, const std::string& where) {
    if (parameter.min_elements == 0 && parameter.max_elements == 0) return;
    if ((parameter.kinds & ASSAY_KIND_BIT(ASSAY_KIND_LIST)) == 0) {
      findings_.add("descriptor.range", where + " counts elements but is no list");
    }
    if (!has_elements_between(parameter, parameter.min_elements)) {
      findings_.add("descriptor.range",
                    fmt::format("{} has from {} to {} elements", where, parameter.min_elements,
                                parameter.max_elements));
    }
    const auto* list = parameter.default_value
                           ? std::get_if<wire::Value::List>(&parameter.default_value->content)
                           : nullptr;
    if (list != nullptr && !has_elements_between(parameter, list->size())) {
      findings_.add("descriptor.range",
                    fmt::format("{} has a default of {} elements", where, list->size()));
    }
  }

  void check_range(const wire::Parameter& parameter, const std::string& where) {
    if (!has_minimum(parameter) && !has_maximum(parameter)) return;
    if (((parameter.kinds | parameter.element_kinds) & kNumbers) == 0) {
      findings_.add("descriptor.range", where + " has a range but is no number");
    }
    if (parameter.default_value && !is_within_range(*parameter.default_value, parameter)) {
      findings_.add("descriptor.range", where + " has a default outside its range");
    }
    const bool is_nan = (has_minimum(parameter) && std::isnan(parameter.minimum)) ||
                        (has_maximum(parameter) && std::isnan(parameter.maximum));
    if (is_nan) findings_.add("descriptor.range", where + " has a bound that is no number");
    const bool both = has_minimum(parameter) && has_maximum(parameter) && !is_nan;
    if (both && !(parameter.minimum <= parameter.maximum)) {
      findings_.add("descriptor.range", fmt::format("{} is from {} to {}", where, parameter.minimum,
                                                    parameter.maximum));
    }
  }

  Findings& findings_;
};

void check_functions(const wire::Entry& entry, const std::string& where, Findings& findings) {
  if (entry.has_load == entry.has_predict) {
    findings.add("descriptor.functions",
                 where + (entry.has_load ? " sets both load and predict"
                                         : " sets neither load nor predict"));
  }
  if (entry.has_load && !entry.has_unload) {
    findings.add("descriptor.functions", where + " sets load but no unload");
  }
  if (entry.has_load && entry.model_type.empty()) {
    findings.add("descriptor.functions", where + " sets load but no model_type");
  }
}

void check_entry_codes(const wire::Entry& entry, const std::string& where, Findings& findings) {
  if (entry.threading > ASSAY_THREADING_FREE) {
    findings.add("descriptor.codes",
                 fmt::format("{} has unknown threading {}", where, entry.threading));
  }
  constexpr std::uint32_t kColors =
      ASSAY_COLOR_BIT(ASSAY_COLOR_RGB) | ASSAY_COLOR_BIT(ASSAY_COLOR_BGR) |
      ASSAY_COLOR_BIT(ASSAY_COLOR_GRAY) | ASSAY_COLOR_BIT(ASSAY_COLOR_RGBA);
  if ((entry.color_mask & ~kColors) != 0) {
    findings.add("descriptor.codes",
                 fmt::format("{} has unknown colours {:#x}", where, entry.color_mask & ~kColors));
  }
  constexpr std::uint32_t kDevices =
      ASSAY_DEVICE_BIT(ASSAY_DEVICE_CPU) | ASSAY_DEVICE_BIT(ASSAY_DEVICE_CUDA);
  if ((entry.device_mask & ~kDevices) != 0) {
    findings.add("descriptor.codes",
                 fmt::format("{} has unknown devices {:#x}", where, entry.device_mask & ~kDevices));
  }
  for (const std::string* text : {&entry.doc, &entry.model_type}) {
    if (!is_utf8(*text)) {
      findings.add("descriptor.identity",
                   fmt::format("{}: '{}' is not UTF-8", where, printable(*text)));
    }
  }
}

void check_code(const Inspection& inspection, const EntryCode& code, const std::string& where,
                Findings& findings) {
  for (const auto& [name, address] :
       {std::pair("load", code.load), std::pair("predict", code.predict),
        std::pair("unload", code.unload)}) {
    if (address == 0 || inspection.is_code(address)) continue;
    findings.add("descriptor.pointers", fmt::format("{}: {} points to no code", where, name));
  }
}

/// Each model that some predict wants is one that some load makes.
void check_handles(const wire::Description& description, Findings& findings) {
  std::set<std::string> made;
  for (const wire::Entry& entry : description.entries) {
    if (entry.has_load) made.insert(entry.model_type);
  }
  for (const wire::Entry& entry : description.entries) {
    for (const wire::Parameter& parameter : entry.parameters) {
      const bool wants = (parameter.kinds & ASSAY_KIND_BIT(ASSAY_KIND_HANDLE)) != 0;
      if (!wants || made.contains(parameter.handle_type)) continue;
      findings.add("descriptor.handle",
                   fmt::format("entry '{}' wants a '{}', which no entry makes",
                               printable(entry.name), printable(parameter.handle_type)));
    }
  }
}

}  // namespace

void check_descriptor(const Inspection& inspection, Findings& findings) {
  const Descriptor& descriptor = inspection.descriptor;
  check_identity(descriptor, findings);
  check_minors(descriptor, findings);
  for (const std::uint64_t address : {descriptor.init, descriptor.shutdown, descriptor.extension}) {
    if (address == 0 || inspection.is_code(address)) continue;
    findings.add("descriptor.pointers", "init, shutdown or extension points to no code");
  }
  const auto& entries = descriptor.description.entries;
  if (entries.empty()) findings.add("descriptor.entries", "it has no entries");
  std::set<std::string> names;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const wire::Entry& entry = entries[i];
    const std::string where = fmt::format("entry '{}'", printable(entry.name));
    if (!is_identifier(entry.name)) {
      findings.add("descriptor.entries", where + " is named by no identifier");
    } else if (!names.insert(entry.name).second) {
      findings.add("descriptor.entries", where + " is there twice");
    }
    check_functions(entry, where, findings);
    check_entry_codes(entry, where, findings);
    check_code(inspection, descriptor.code[i], where, findings);
    ParameterRules(findings).check(entry.parameters, where);
  }
  check_handles(descriptor.description, findings);
}

}  // namespace assay::plugin::abi_check
