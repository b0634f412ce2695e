// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/debug_types.hpp"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>

#include <memory>
#include <optional>
#include <string_view>

#include "core/base/file.hpp"

namespace assay::plugin::binary {
namespace {

constexpr int kDeepest = 32;  // types of types; damaged ones may go round in circles
constexpr std::size_t kMostFields = 1024;
constexpr std::size_t kLongestParameters = 1024;  // functions that take functions twice double it

std::string_view name_of(Dwarf_Die& die) {
  const char* const name = ::dwarf_diename(&die);
  return name == nullptr ? std::string_view() : std::string_view(name);
}

std::optional<Dwarf_Die> type_of(Dwarf_Die& die) {
  Dwarf_Attribute attribute;
  Dwarf_Die type;
  if (::dwarf_attr_integrate(&die, DW_AT_type, &attribute) == nullptr ||
      ::dwarf_formref_die(&attribute, &type) == nullptr) {
    return std::nullopt;
  }
  return type;
}

/// Calls `visit` for each child, until it says false or there are too many.
template <class Visit>
void for_each_child(Dwarf_Die& parent, Visit visit) {
  Dwarf_Die child;
  if (::dwarf_child(&parent, &child) != 0) return;
  std::size_t count = 0;
  do {
    if (!visit(child)) return;
  } while (++count < kMostFields && ::dwarf_siblingof(&child, &child) == 0);
}

std::string text_of(std::optional<Dwarf_Die> type, int depth);

std::string parameters_text(Dwarf_Die& function, int depth) {
  std::string text;
  for_each_child(function, [&](Dwarf_Die& child) {
    if (::dwarf_tag(&child) != DW_TAG_formal_parameter) return true;
    text += (text.empty() ? "" : ", ") + text_of(type_of(child), depth);
    return text.size() <= kLongestParameters;
  });
  return text.empty() ? "void" : text;
}

std::string pointer_text(Dwarf_Die& pointer, int depth) {
  std::optional<Dwarf_Die> target = type_of(pointer);
  if (target && ::dwarf_tag(&*target) == DW_TAG_subroutine_type) {
    return text_of(type_of(*target), depth) + " (*)(" + parameters_text(*target, depth) + ")";
  }
  return text_of(target, depth) + "*";
}

/// "const T", but "T* const" where T is a pointer.
std::string const_text(Dwarf_Die& die, int depth) {
  std::optional<Dwarf_Die> target = type_of(die);
  const std::string text = text_of(target, depth);
  const bool of_pointer = target && ::dwarf_tag(&*target) == DW_TAG_pointer_type;
  return of_pointer ? text + " const" : "const " + text;
}

std::string text_of(std::optional<Dwarf_Die> type, int depth) {
  if (!type) return "void";
  if (depth > kDeepest) return "?";
  switch (::dwarf_tag(&*type)) {
    case DW_TAG_pointer_type:
      return pointer_text(*type, depth + 1);
    case DW_TAG_const_type:
      return const_text(*type, depth + 1);
    case DW_TAG_union_type:
      return "union";
    default:
      return std::string(name_of(*type));
  }
}

std::uint64_t size_of(std::optional<Dwarf_Die> type) {
  Dwarf_Word size = 0;
  return type && ::dwarf_aggregate_size(&*type, &size) == 0 ? size : 0;
}

std::uint64_t offset_of(Dwarf_Die& member) {
  Dwarf_Attribute attribute;
  Dwarf_Word offset = 0;
  const bool known = ::dwarf_attr(&member, DW_AT_data_member_location, &attribute) != nullptr &&
                     ::dwarf_formudata(&attribute, &offset) == 0;
  return known ? offset : 0;  // of a union
}

void add_fields(Dwarf_Die& type, const std::string& prefix, std::uint64_t begin,
                DebugTypes::Struct& fields) {
  for_each_child(type, [&](Dwarf_Die& member) {
    if (::dwarf_tag(&member) != DW_TAG_member) return true;
    std::optional<Dwarf_Die> member_type = type_of(member);
    const std::string name = prefix + std::string(name_of(member));
    const std::uint64_t offset = begin + offset_of(member);
    fields.fields[name] = {offset, size_of(member_type), text_of(member_type, 0)};
    const bool is_union = member_type && ::dwarf_tag(&*member_type) == DW_TAG_union_type;
    if (is_union && prefix.empty()) add_fields(*member_type, name + ".", offset, fields);
    return true;
  });
}

void add_type(Dwarf_Die& die, DebugTypes& types) {
  const int tag = ::dwarf_tag(&die);
  if (tag != DW_TAG_structure_type && tag != DW_TAG_typedef) return;
  const std::string name(name_of(die));
  if (!name.starts_with("assay_")) return;
  std::optional<Dwarf_Die> type = type_of(die);
  const bool is_declaration = ::dwarf_hasattr(&die, DW_AT_declaration) != 0;
  if (tag == DW_TAG_structure_type && !is_declaration) {
    // C names the struct, and a typedef after it; bindings may name the typedef alone.
    DebugTypes::Struct& made = types.structs[name.ends_with("_t") ? name : name + "_t"];
    made.size = size_of(die);
    add_fields(die, "", 0, made);
  } else if (tag == DW_TAG_typedef && type && ::dwarf_tag(&*type) != DW_TAG_structure_type) {
    types.aliases[name] = {size_of(type), text_of(type, 0)};
  }
}

bool is_c(Dwarf_Die& unit) {
  switch (::dwarf_srclang(&unit)) {
    case DW_LANG_C89:
    case DW_LANG_C:
    case DW_LANG_C99:
    case DW_LANG_C11:
    case DW_LANG_C_plus_plus:
    case DW_LANG_C_plus_plus_03:
    case DW_LANG_C_plus_plus_11:
    case DW_LANG_C_plus_plus_14:
      return true;
    default:
      return false;
  }
}

struct EndDwarf {
  void operator()(Dwarf* dwarf) const { ::dwarf_end(dwarf); }
};

}  // namespace

std::vector<DebugTypes> read_debug_types(const std::filesystem::path& path) {
  std::vector<DebugTypes> units;
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return units;
  const std::unique_ptr<Dwarf, EndDwarf> dwarf(::dwarf_begin(file.get(), DWARF_C_READ));
  Dwarf_CU* unit = nullptr;
  Dwarf_Die top;
  while (dwarf != nullptr &&
         ::dwarf_get_units(dwarf.get(), unit, &unit, nullptr, nullptr, &top, nullptr) == 0) {
    DebugTypes types;
    types.is_c = is_c(top);
    Dwarf_Die child;
    if (::dwarf_child(&top, &child) != 0) continue;
    do {
      add_type(child, types);
    } while (::dwarf_siblingof(&child, &child) == 0);
    if (!types.structs.empty()) units.push_back(std::move(types));
  }
  return units;
}

}  // namespace assay::plugin::binary
