# SPDX-License-Identifier: Apache-2.0
"""Writes the plugin contract in Rust: constants, structs, function types, and the layout note.

The note's numbers are rustc's own. A type's token stands beside code that compiles only where the
field has the type that stands for the C text, so rustc answers for the tokens too."""

import re

BASIC = {
    "void": "c_void",
    "char": "c_char",
    "double": "f64",
    **{f"{c}int{bits}_t": f"{rust}{bits}" for c, rust in (("", "i"), ("u", "u")) for bits in (8, 16, 32, 64)},
}
RESERVED = {"type"}
ALWAYS_THERE = {"assay_host_t"}  # the host offers all of its functions

HEAD = """// SPDX-License-Identifier: Apache-2.0
//
// @GENERATED@
//
// The plugin contract @VERSION@, for Rust 1.77 and newer on 64-bit machines. What each item means and
// who owns what stands in plugin_api/include/assay/abi, under the same names.
#![allow(non_camel_case_types, dead_code)]

use core::ffi::{c_char, c_void};
use core::mem::{offset_of, size_of, zeroed};

/// A table that the host reads: constant, so its pointers may be seen by every thread.
#[repr(transparent)]
pub struct Constant<Table>(pub Table);
unsafe impl<Table: Copy> Sync for Constant<Table> {}
"""

NOTE = """
/// What a layout note consists of: see plugin_api/include/assay/abi/layout_note.h.
#[repr(C)]
struct LayoutNote {
    owner_bytes: u32,
    content_bytes: u32,
    r#type: u32,
    owner: [u8; 8],
    words: [u32; @WORDS@],
}

/// The bytes of a field.
const fn bytes_of<Struct, Type>(_: fn(&Struct) -> &Type) -> u32 {
    size_of::<Type>() as u32
}

/// `token`, where the field is a `Type`; where it is not, this does not compile.
const fn typed<Struct, Type>(_: fn(&Struct) -> &Type, token: u32) -> u32 {
    token
}

/// How rustc laid out the contract, for `assay abi-check`.
#[used]
#[link_section = ".note.assay"]
static LAYOUT_NOTE: LayoutNote = LayoutNote {
    owner_bytes: 6,
    content_bytes: 4 * @WORDS@,
    r#type: 1,
    owner: *b"assay\\0\\0\\0",
    words: [
        ASSAY_ABI_MAJOR,
        ASSAY_ABI_MINOR,
@ITEMS@
    ],
};
"""


def rust_type(c_text, null_allowed=True):
    """`const assay_input_t* const*` is `*const *const assay_input_t`."""
    function = re.fullmatch(r"(.+) \(\*\)\((.*)\) ASSAY_NOEXCEPT", c_text)
    if function:
        return function_type(*function.groups(), null_allowed)
    constant, base, pointers = re.fullmatch(r"(const )?(\w+)((?:\*(?: const)?)*)", c_text).groups()
    made, pointee = BASIC.get(base, base), "const" if constant else "mut"
    for is_constant in re.findall(r"\*( const)?", pointers):
        made = f"*{pointee} {made}"
        pointee = "const" if is_constant else "mut"
    return made


def function_type(result, parameters, null_allowed):
    types = [rust_type(one) for one in parameters.split(", ")] if parameters != "void" else []
    returns = "" if result == "void" else f" -> {rust_type(result)}"
    function = f'unsafe extern "C" fn({", ".join(types)}){returns}'
    return f"Option<{function}>" if null_allowed else function


def type_of(field):
    struct, *path = field.name.split(".")
    if field.type == "union":
        return f"{struct.removesuffix('_t')}_{path[-1]}"
    return rust_type(field.type, struct not in ALWAYS_THERE)


def identifier(name):
    return f"r#{name}" if name in RESERVED else name


def constant_text(item):
    kind = "u32" if item.literal.endswith("u") else "i32"
    return f"pub const {item.name}: {kind} = {item.literal.removesuffix('u')};\n"


def opaque_text(items):
    """Types that only pointers to them are known of."""
    known = {item.name for item in items}
    used = {name for item in items for name in re.findall(r"\bassay_\w+_t\b", item.type)}
    template = "\n#[repr(C)]\npub struct {} {{\n    _hidden: [u8; 0],\n}}\n"
    return "".join(template.format(name) for name in sorted(used - known))


def record_text(keyword, name, fields):
    lines = [f"    pub {identifier(one.name.rsplit('.', 1)[1])}: {type_of(one)},\n" for one in fields]
    return f"\n#[repr(C)]\n#[derive(Clone, Copy)]\npub {keyword} {name} {{\n{''.join(lines)}}}\n"


def struct_text(name, items):
    fields = [item for item in items if item.name.startswith(name + ".")]
    direct = [item for item in fields if item.name.count(".") == 1]
    text = "".join(
        record_text("union", type_of(union), [one for one in fields if one.name.startswith(union.name + ".")])
        for union in direct
        if union.type == "union"
    )
    return text + record_text("struct", name, direct) + empty_text(name, direct)


def empty_text(name, fields):
    if name in ALWAYS_THERE:
        return ""
    value = "unsafe { zeroed() }"
    if any(one.name == f"{name}.struct_size" for one in fields):
        value = f"Self {{\n        struct_size: size_of::<Self>() as u32,\n        ..{value}\n    }}"
    return (
        f"impl {name} {{\n    /// Nothing stated: zeros, null pointers, and its size where it has one.\n"
        f"    pub const EMPTY: Self = {value};\n}}\n"
    )


def field_words(field, token):
    struct, *path = field.name.split(".")
    places = " + ".join(
        f"offset_of!({owner}, {identifier(name)})"
        for owner, name in zip([struct, f"{struct.removesuffix('_t')}_{path[0]}"], path)
    )
    offset = f"({places}) as u32" if len(path) > 1 else f"{places} as u32"
    access = "&it." + ".".join(map(identifier, path))
    access = f"unsafe {{ {access} }}" if len(path) > 1 else access
    return [
        f"{offset}, bytes_of(|it: &{struct}| {access})",
        f"typed::<{struct}, {type_of(field)}>(|it| {access}, {token})",
    ]


def note_lines(item, token):
    if item.kind == "constant":
        return [item.name if item.literal.endswith("u") else f"{item.name} as u32"]
    if item.kind == "field":
        return field_words(item, token)
    size = f"size_of::<{item.name}>() as u32"
    if item.kind == "struct":
        return [size]
    return [size, f"typed::<{item.name}, {rust_type(item.type)}>(|it| it, {token})"]


def bindings_text(items, version, generated, word_count, token_of):
    """All of the file; `token_of` gives the FNV-1a token of a type's C text."""
    text = HEAD.replace("@GENERATED@", generated).replace("@VERSION@", "%d.%d" % version) + "\n"
    text += "".join(constant_text(item) for item in items if item.kind == "constant") + "\n"
    for item in items:
        if item.kind == "alias":
            text += f"pub type {item.name} = {rust_type(item.type)};\n"
    text += opaque_text(items)
    text += "".join(struct_text(item.name, items) for item in items if item.kind == "struct")
    lines = [line for item in items for line in note_lines(item, token_of(item.type).removesuffix("u"))]
    note = NOTE.replace("@WORDS@", str(word_count))
    return text + note.replace("@ITEMS@", "\n".join(f"        {line}," for line in lines))
