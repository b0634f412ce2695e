#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may include whom, and how large files may get. Prints each breach; exit 1 when there is one.

usage: check_layers.py ROOT
"""
import pathlib
import re
import sys

# Within core each folder may include itself and those before it.
CORE = ["base", "image", "definition", "dataset", "predict", "evaluation", "stress", "plugin",
        "report", "pipeline"]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
THIRD_PARTY = re.compile(
    r"^(boost/|yaml-cpp/|opencv2/|spdlog/|fmt/|nlohmann/|simdjson|openssl/|zlib\.h|turbojpeg\.h|pugixml\.hpp"
    r"|png\.h|gif_lib\.h|jpeglib\.h|libdeflate\.h|webp/"
    r"|kainjow/|tbb/|libelf|elfutils/|dwarf\.h|gelf\.h|gtest/|benchmark/)")
HOSTS = [("runner", "worker"), ("runner", "probe")]  # what they bring, plugins may be bound to
LONGEST = {".cpp": 400, ".hpp": 200}


def allowed(path):
    """The prefixes of project includes that a file may use, or None for no limit."""
    top = path.parts[0]
    if top == "plugin_api" and path.parts[1] == "include":
        return ["assay/abi/"]
    if top == "sdk":
        return ["assay/"]
    if top == "plugins":
        return ["assay/", f"plugins/{path.parts[1]}/"]
    if top == "core" and path.parts[1:3] == ("plugin", "wire"):
        return ["core/plugin/wire/", "assay/"]
    if top == "core":
        before = CORE[:CORE.index(path.parts[1]) + 1]
        prefixes = [f"core/{folder}/" for folder in before]
        return prefixes + (["assay/"] if path.parts[1] == "plugin" else [])
    if path.parts[:2] == ("runner", "worker"):
        return ["runner/worker/", "core/plugin/wire/", "assay/"]
    if path.parts[:2] == ("runner", "probe"):
        return ["runner/probe/", "runner/worker/", "core/plugin/wire/", "assay/"]
    if top == "runner":
        return ["runner/", "core/"]
    return None


def is_project(include):
    return include.startswith(("core/", "runner/", "assay/", "plugins/", "tests/"))


def private_headers(root):
    """Headers of core that only their folder and those in it include: there stays what they show."""
    seen = {}
    for file in (root / "core").rglob("*.[ch]pp"):
        for include in INCLUDE.findall(file.read_text(errors="replace")):
            seen.setdefault(include, set()).add(file.parent.relative_to(root))
    for top in ("runner", "tests"):
        for file in (root / top).rglob("*.[ch]pp"):
            for include in INCLUDE.findall(file.read_text(errors="replace")):
                seen.setdefault(include, set()).add(file.parent.relative_to(root))
    return {header for header, users in seen.items()
            if all(user.is_relative_to(pathlib.PurePath(header).parent) for user in users)}


def breaches(root):
    root = pathlib.Path(root)
    private = private_headers(root)
    for top in ("plugin_api", "sdk", "core", "plugins", "runner"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".c", ".hpp", ".cpp") or not file.is_file():
                continue
            path = file.relative_to(root)
            text = file.read_text(errors="replace")
            yield from include_breaches(path, INCLUDE.findall(text), str(path) in private)
            lines = text.count("\n")
            if lines > LONGEST.get(file.suffix, lines):
                yield f"{path}: {lines} lines, at most {LONGEST[file.suffix]}"
            is_authors = path.parts[:2] == ("sdk", "template")  # who fills it in chooses a licence
            head = text.split("\n", 2)[0] + text[:200]
            if not is_authors and "SPDX-License-Identifier: Apache-2.0" not in head:
                yield f"{path}: no SPDX line at its head"


def include_breaches(path, includes, private=False):
    prefixes = allowed(path)
    for include in includes:
        if is_project(include) and prefixes is not None and not include.startswith(tuple(prefixes)):
            yield f"{path}: may not include {include}"
        shown = path.parts[0] == "core" and path.suffix == ".hpp" and not private
        if shown and THIRD_PARTY.match(include):
            yield f"{path}: a header of core shows a third party: {include}"
        if path.parts[:2] in HOSTS or path.parts[1:3] == ("plugin", "wire"):
            if THIRD_PARTY.match(include) and not include.startswith("boost/dll"):
                yield f"{path}: the worker may not use {include}"


def main():
    found = list(breaches(sys.argv[1]))
    print("\n".join(found) if found else "includes go one way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
