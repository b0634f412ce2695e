#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is derived from the headers of the contract is what its generator writes, byte for byte.

usage: layout_is_generated.py PLUGIN_API"""

import pathlib
import subprocess
import sys


def current_version(api):
    base = (api / "include/assay/abi/base.h").read_text().split()
    number = lambda name: base[base.index(name) + 1].rstrip("u")
    return f"{number('ASSAY_ABI_MAJOR')}.{number('ASSAY_ABI_MINOR')}"


def main():
    api = pathlib.Path(sys.argv[1])
    version = current_version(api)
    derived = {
        "golden": api / f"abi/layout_{version}.txt",
        "asserts": api / f"abi/layout_{version}.h",
        "note": api / "include/assay/abi/layout_note.h",
        "rust": api.parent / "plugins/reference_rust/src/assay_abi.rs",
    }
    stale = []
    for what, file in derived.items():
        command = [sys.executable, str(api / "abi/generate_layout.py"), what]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if not file.exists() or file.read_text() != text:
            stale.append(file.name)
    if stale:
        sys.exit(
            f"not what generate_layout.py writes: {', '.join(stale)}; raise ASSAY_ABI_MINOR if a release "
            "holds these headers, and generate anew"
        )


if __name__ == "__main__":
    main()
