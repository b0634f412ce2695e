#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Clean plugins conform whatever compiled them: gcc and clang, -O0 and -O2 -flto, C and C++,
stripped or not."""

import itertools
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from abi_check import SOURCE, check, rules

LINK = [
    "-shared", "-fPIC", "-fvisibility=hidden",
    f"-Wl,--version-script={SOURCE}/sdk/cmake/assay_plugin.version",
    "-Wl,-z,defs,-z,now,-z,relro,-z,noexecstack,-z,nodelete,--exclude-libs,ALL",
]  # fmt: skip
INCLUDE = [f"-I{SOURCE}/plugin_api/include", f"-I{SOURCE}/sdk/include"]
C = [SOURCE / "plugins/reference/reference.c", SOURCE / "plugins/reference/tables.c"]
CPP = [SOURCE / "tests/conformance/broken/static_library.cpp"]
COMPILERS = {"gcc": C, "clang": C, "g++": CPP, "clang++": CPP}
FLAGS = [["-O0"], ["-O0", "-g"], ["-O2", "-flto"], ["-O2", "-s"]]


def build(compiler, sources, flags, target):
    standard = "-std=c++17" if sources is CPP else "-std=c99"
    command = [compiler, standard, *flags, *INCLUDE, *LINK, *map(str, sources), "-o", str(target)]
    subprocess.run(command, check=True, capture_output=True, text=True)


class Compilers(unittest.TestCase):
    def test_give_plugins_that_conform(self):
        for (compiler, sources), flags in itertools.product(COMPILERS.items(), FLAGS):
            if shutil.which(compiler) is None:
                print(f"skipped: {compiler} is not installed")
                continue
            if "-flto" in flags and compiler.startswith("clang") and shutil.which("ld.lld") is None:
                flags = flags + ["-fno-lto"]  # the plugin for the other linker is a package of its own
            with self.subTest(compiler=compiler, flags=flags), tempfile.TemporaryDirectory() as folder:
                plugin = pathlib.Path(folder, "plugin.so")
                build(compiler, sources, flags, plugin)
                code, said = check(plugin)
                self.assertEqual((code, rules(said, "error", "warning")), (0, set()), said)


if __name__ == "__main__":
    unittest.main()
