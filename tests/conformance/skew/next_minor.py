#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a contract of the minor after this one, as it might look: headers with fields appended, the
note and the golden that go with them, and a worker that offers the new function.

usage: next_minor.py PROJECT OUT"""

import pathlib
import re
import shutil
import subprocess
import sys

APPENDED = {
    "host.h": (
        "  const void* (*extension)(const assay_host_t*, const char* id)ASSAY_NOEXCEPT;\n",
        "  /* Since the next minor: nanoseconds, CLOCK_MONOTONIC. [any thread] */\n"
        "  int64_t (*now)(const assay_host_t*) ASSAY_NOEXCEPT;\n",
    ),
    "entry.h": ("  assay_unload_fn unload;\n", "  const char* since_next_minor; /* or NULL */\n"),
    "plugin.h": (
        "  const void* (*extension)(const char* id)ASSAY_NOEXCEPT;\n",
        "  const char* since_next_minor; /* or NULL */\n",
    ),
}
OFFER = """
namespace {
std::int64_t offered_now(const assay_host_t*) noexcept {
  return now_ns();
}
}  // namespace

Host::Host()"""


def replaced(text, before, after, place):
    if text.count(before) != 1:
        sys.exit(f"{place}: '{before.strip()}' is there {text.count(before)} times")
    return text.replace(before, after)


def write_headers(include, target):
    shutil.copytree(include, target, dirs_exist_ok=True)
    for name, (last, appended) in APPENDED.items():
        file = target / "assay/abi" / name
        file.write_text(replaced(file.read_text(), last, last + appended, name))
    base = target / "assay/abi/base.h"
    minor = re.search(r"ASSAY_ABI_MINOR (\d+)u", base.read_text())
    changed = f"ASSAY_ABI_MINOR {int(minor[1]) + 1}u"
    base.write_text(base.read_text().replace(minor[0], changed))


def generate(api, what, include, file):
    command = [sys.executable, str(api / "abi/generate_layout.py"), what, "--include", str(include)]
    file.write_text(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def write_host(project, file):
    text = (project / "runner/worker/host.cpp").read_text()
    text = replaced(text, "\nHost::Host()", OFFER, "host.cpp")
    text = replaced(text, "  slot_.owner = this;\n}\n\nCall::Call", "  table.now = offered_now;\n"
                    "  slot_.owner = this;\n}\n\nCall::Call", "host.cpp")  # fmt: skip
    file.write_text(text)


def main():
    project, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    api, include = project / "plugin_api", out / "include"
    write_headers(api / "include", include)
    generate(api, "note", include, include / "assay/abi/layout_note.h")
    generate(api, "golden", include, out / "layout_next.txt")
    write_host(project, out / "host.cpp")


if __name__ == "__main__":
    main()
