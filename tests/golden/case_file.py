# SPDX-License-Identifier: Apache-2.0
"""Cases of wrong definitions as text files, with the whole text that people get for each.

    === prelude
    project: {name: p}
    === a name for people
    gates: 5
    +++ beside.yaml
    a file beside the definition
    --->
    assay: assay.yaml:2:8: all that `assay check` prints ...

The prelude stands before each case. What is too large or no text is written as a recipe:

    <<repeat 100000 [>>        the text so many times (\\n is a line feed)
    <<count 1000 k{i}: 1\\n>>   the same with numbers
    <<bytes FF FE>>            bytes
    <<laughs 10 9>>            lists of so many aliases of the list before, so many deep
    <<utf16>>                  at the start: the file is UTF-16
"""
import re

ARROW = "--->\n"
FILE = re.compile(r"^\+\+\+ (.+)\n", re.MULTILINE)
RECIPE = re.compile(rb"<<(\w+)(?: ([^\n]*?))?>>")


def read_cases(file):
    """The prelude, and (name, definition's end, expected) of each case."""
    _, *sections = file.read_text().split("=== ")
    (_, prelude), *cases = [section.split("\n", 1) for section in sections]
    return prelude, [(name, *body.split(ARROW)) for name, body in cases]


def write_cases(file, prelude, cases):
    sections = [f"prelude\n{prelude}"]
    sections += [f"{name}\n{end}{ARROW}{printed}" for name, end, printed in cases]
    head = file.read_text().split("=== ")[0]
    file.write_text(head + "".join("=== " + section for section in sections))


def files_of(text):
    """Name and bytes of each file that a case has; the first is assay.yaml."""
    first, *others = FILE.split(text)
    names = ["assay.yaml", *others[::2]]
    return {name: cook(part) for name, part in zip(names, [first, *others[1::2]])}


def cook(text):
    """The bytes of a text with recipes."""
    raw = text.encode()
    if raw.startswith(b"<<utf16>>"):
        return raw[len(b"<<utf16>>"):].decode().encode("utf-16")
    return RECIPE.sub(lambda found: follow(found[1].decode(), found[2] or b""), raw)


def follow(recipe, words):
    if recipe == "bytes":
        return bytes.fromhex(words.decode())
    if recipe == "laughs":
        return laugh(*map(int, words.split()))
    count, text = words.split(b" ", 1)
    text = text.replace(b"\\n", b"\n")
    if recipe == "repeat":
        return text * int(count)
    if recipe == "count":
        return b"".join(text.replace(b"{i}", b"%d" % i) for i in range(int(count)))
    raise ValueError(recipe)


def laugh(levels, width):
    lines = ["a0: &a0 [" + ", ".join(["lol"] * width) + "]"]
    for i in range(1, levels):
        lines.append(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * width) + "]")
    return ("\n".join(lines) + "\n").encode()
