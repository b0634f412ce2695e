# SPDX-License-Identifier: Apache-2.0
"""Every fault of `inputs` against a plugin's parameters, and the whole text that people get for it.

The cases lie in inputs/*.txt, as case_file.py has them. ASSAY_WRITE_GOLDEN=1 writes what is printed
now into them.
"""
import os
import unittest

from assay_cli import AssayTest, BUILD, SOURCE
from case_file import read_cases, write_cases

CASES = SOURCE / "tests" / "golden" / "inputs"


class FaultsOfInputs(AssayTest):
    def check(self, text):
        """What is printed for a definition, and the exit code."""
        self.write("assay.yaml", text)
        run = self.assay("check", "assay.yaml", "--plugin-dir", BUILD / "lib")
        printed = run.stdout + run.stderr
        for folder, name in [(self.folder, "{dir}"), (BUILD, "{build}")]:
            printed = printed.replace(str(folder), name)
        return printed, run.returncode

    def check_file(self, name):
        for file in ["net.onnx", "part.bin"]:
            self.write(file, "")
        (self.folder / "saved_model").mkdir()
        prelude, cases = read_cases(CASES / name)
        printed = []
        for case, end, expected in cases:
            with self.subTest(case):
                text, code = self.check(prelude + end)
                printed.append((case, end, text))
                self.assertEqual(code, 65, text)
                if "ASSAY_WRITE_GOLDEN" not in os.environ:
                    self.assertEqual(text, expected)
        if "ASSAY_WRITE_GOLDEN" in os.environ:
            write_cases(CASES / name, prelude, printed)

    def test_names(self):
        self.check_file("names.txt")

    def test_kinds(self):
        self.check_file("kinds.txt")

    def test_limits(self):
        self.check_file("limits.txt")

    def test_lists_and_maps(self):
        self.check_file("lists_and_maps.txt")

    def test_members(self):
        self.check_file("members.txt")

    def test_paths(self):
        self.check_file("paths.txt")

    def test_secrets(self):
        self.check_file("secrets.txt")

    def test_variables(self):
        self.check_file("variables.txt")

    def test_predict(self):
        self.check_file("predict.txt")

    def test_entrypoints(self):
        self.check_file("entrypoints.txt")


if __name__ == "__main__":
    unittest.main()
