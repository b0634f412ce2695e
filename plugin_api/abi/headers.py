# SPDX-License-Identifier: Apache-2.0
"""Reads the names of the plugin contract out of its headers: constants, aliases, structs, fields,
each with the text of its type. It knows the form the headers are written in, no more of C."""

import dataclasses
import pathlib
import re

HEADERS = ["base", "tensor", "datapoint", "value", "host", "entry", "plugin"]


@dataclasses.dataclass(frozen=True)
class Item:
    """One thing that a plugin and its host must agree on."""

    kind: str  # constant, alias, struct, field
    name: str  # "ASSAY_OK", "assay_color_t", "assay_str_t", "assay_str_t.data"
    type: str = ""  # of an alias or field, without the names of parameters
    literal: str = ""  # of a constant: "3u"


def items_of(include):
    """Every item of the headers below `include`, in their order."""
    items = []
    for header in HEADERS:
        text = without_comments(pathlib.Path(include, "assay/abi", header + ".h").read_text())
        items += constants_of(text) + aliases_of(text) + structs_of(text)
    return items


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def constants_of(text):
    """Object-like macros whose value is a number."""
    pattern = r"^\s*#define (ASSAY_\w+) \(?(-?(?:0x[0-9A-Fa-f]+|\d+)u?)\)?\s*$"
    found = re.findall(pattern, text, flags=re.M)
    return [Item("constant", name, literal=literal) for name, literal in found]


def aliases_of(text):
    """Typedefs that name no struct."""
    found = []
    for declaration in re.findall(r"^typedef (?!struct)([^;{]+);", text, flags=re.M):
        name, type_text = split_declaration(declaration)
        found.append(Item("alias", name, type_text))
    return found


def structs_of(text):
    found = []
    for match in re.finditer(r"struct (assay_\w+) \{", text):
        name = match.group(1) + "_t"
        found.append(Item("struct", name))
        found += fields_of(body_after(text, match.end()), name + ".")
    return found


def body_after(text, begin):
    """What stands between a brace, which ends at `begin`, and its partner."""
    end, depth = begin, 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return text[begin : end - 1]


def fields_of(body, prefix):
    """The fields of a struct; those of a union inside it follow the union."""
    body = re.sub(r"^\s*#.*$", "", body, flags=re.M)
    unions = dict((name, inner) for inner, name in re.findall(r"union \{(.*?)\} (\w+);", body, flags=re.S))
    body = re.sub(r"union \{.*?\} (\w+);", r"union \1;", body, flags=re.S)
    fields = []
    for declaration in filter(None, (part.strip() for part in body.split(";"))):
        name, type_text = split_declaration(declaration)
        fields.append(Item("field", prefix + name, type_text))
        fields += fields_of(unions[name], f"{prefix}{name}.") if name in unions else []
    return fields


def split_declaration(declaration):
    """("log", "void (*)(const assay_host_t*, assay_str_t) ASSAY_NOEXCEPT") and the like."""
    declaration = " ".join(declaration.split())
    function = re.fullmatch(r"(.+?) ?\(\*(\w+)\) ?\((.*)\) ?ASSAY_NOEXCEPT", declaration)
    if function:
        result, name, parameters = function.groups()
        types = ", ".join(without_name(one.strip()) for one in parameters.split(","))
        return name, f"{result} (*)({types}) ASSAY_NOEXCEPT"
    type_text, name = re.fullmatch(r"(.+?)\s*(\w+)", declaration).groups()
    return name, type_text


def without_name(parameter):
    """`const int64_t* shape` is `const int64_t*`; `assay_str_t` stays."""
    named = re.fullmatch(r"((?:const )?\w+(?:\*| const\*)*)[ *]*?(?<=[ *])(\w+)", parameter)
    return parameter if named is None or named.group(1) == "const" else named.group(1)
