#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rule by which the plugin contract grows, held against two of its goldens:

    check_growth.py layout_1.0.txt layout_1.1.txt

What the older one has, the newer one has at the same place, of the same size and type; only structs
that begin with their size may grow, and only behind their old end. Says what breaks it; exit 1."""

import pathlib
import sys


class Layout:
    """A golden, by name: {"assay_str_t": ["struct", "16", "frozen"], ...}, in its order."""

    def __init__(self, path):
        lines = pathlib.Path(path).read_text().splitlines()
        self.items = {}
        for kind, name, *rest in (line.split(" ") for line in lines if line and line[0] != "#"):
            self.items[name] = [kind, *rest]

    def fields_of(self, struct):
        return {name: item for name, item in self.items.items() if name.startswith(struct + ".")}

    def size_of(self, struct):
        return int(self.items[struct][1])


def removed_or_moved(old, new):
    """Items of the older golden stand first in the newer one, in the same order."""
    for before, after in zip(old.items, [*new.items, *[None] * len(old.items)]):
        if before not in new.items:
            yield f"{before} is gone"
        elif before != after:
            yield f"{before} stands at another place of the golden than before"
            return


def may_change(name, item):
    return name == "ASSAY_ABI_MINOR" or (item[0] == "struct" and item[2] == "growing")


def changed(old, new):
    for name, item in old.items.items():
        now = new.items.get(name, item)
        if item != now and not may_change(name, item):
            yield f"{name} was '{' '.join(item[1:])}' and is '{' '.join(now[1:])}'"


def grown(old, new):
    """Fields that were added lie behind the old end: padding there was part of struct_size."""
    for struct in [name for name, item in old.items.items() if item[0] == "struct"]:
        if struct not in new.items:
            continue
        added = {name: item for name, item in new.fields_of(struct).items() if name not in old.items}
        for name, (_, offset, *_rest) in added.items():
            if old.items[struct][2] == "frozen":
                yield f"{name} was added to a frozen struct"
            elif int(offset) < old.size_of(struct):
                yield f"{name} lies at {offset}, before the old end of {struct} at {old.size_of(struct)}"
        if not added and new.size_of(struct) != old.size_of(struct):
            yield f"{struct} had {old.size_of(struct)} bytes and has {new.size_of(struct)}"


def faults(old, new):
    return [*removed_or_moved(old, new), *changed(old, new), *grown(old, new)]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = faults(Layout(sys.argv[1]), Layout(sys.argv[2]))
    for fault in found:
        print(f"{sys.argv[2]}: {fault}", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
