#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plugin that plugin_api/README.md shows compiles as strict C, with the flags that it names, and
conforms."""

import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from abi_check import SOURCE, check

PAGE = (SOURCE / "plugin_api/README.md").read_text()


def flags_of_the_page():
    """What the section on building names, but for the version script, which is a file."""
    section = PAGE[PAGE.index("## Building one") : PAGE.index("## A whole plugin")]
    return re.findall(r"-fvisibility=hidden|-Wl,[^\s`]+", section)


class ContractPage(unittest.TestCase):
    def test_its_plugin_conforms(self):
        code = re.search(r"## A whole plugin.*?```c\n(.*?)```", PAGE, flags=re.S)[1]
        script = re.search(r"`(\{ global: .*?\};)`", PAGE)[1]
        flags = flags_of_the_page()
        self.assertGreater(len(flags), 4)
        for compiler in filter(shutil.which, ["gcc", "clang"]):
            with self.subTest(compiler), tempfile.TemporaryDirectory() as folder:
                source, plugin = pathlib.Path(folder, "mean.c"), pathlib.Path(folder, "mean.so")
                source.write_text(code)
                exports = pathlib.Path(folder, "exports")
                exports.write_text(script)
                command = [compiler, "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-O2"]
                command += ["-shared", "-fPIC", f"-I{SOURCE}/plugin_api/include", *flags]
                command += [f"-Wl,--version-script={exports}", str(source), "-o", str(plugin)]
                subprocess.run(command, check=True)
                code_, said = check(plugin)
                self.assertEqual((code_, said["findings"]), (0, []))


if __name__ == "__main__":
    unittest.main()
