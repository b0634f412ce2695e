#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes that break plugins change the golden: two fields of one size swapped, a constant
renumbered, a field narrowed, a callback that takes another type.

usage: layout_sees_a_change.py PLUGIN_API"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

CHANGES = [
    ("entry.h", "uint32_t device_mask;", "uint32_t color_mask_;"),
    ("datapoint.h", "ASSAY_COLOR_BGR 2u", "ASSAY_COLOR_BGR 7u"),
    ("host.h", "int64_t deadline_ns;", "int32_t deadline_ns;"),
    ("host.h", "assay_dtype_t, int32_t ndim,", "assay_dtype_t, int64_t ndim,"),
    ("base.h", "typedef int32_t assay_status_t", "typedef uint32_t assay_status_t"),
]


def golden_of(api, include):
    command = [sys.executable, str(api / "abi/generate_layout.py"), "golden", "--include", str(include)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    api = pathlib.Path(sys.argv[1])
    unchanged = golden_of(api, api / "include")
    for header, before, after in CHANGES:
        with tempfile.TemporaryDirectory() as folder:
            include = pathlib.Path(folder, "include")
            shutil.copytree(api / "include", include)
            file = include / "assay/abi" / header
            text = file.read_text()
            if before not in text:
                sys.exit(f"the test's own change does not apply: {before} in {header}")
            file.write_text(text.replace(before, after))
            if golden_of(api, include) == unchanged:
                sys.exit(f"not seen: {before} became {after} in {header}")


if __name__ == "__main__":
    main()
