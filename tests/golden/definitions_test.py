# SPDX-License-Identifier: Apache-2.0
"""Every bad definition of `definitions`, one fault each, and the whole text that people get for it.

case_file.py says how they are written. ASSAY_WRITE_GOLDEN=1 writes what is printed now into them.
"""
import os
import unittest

from assay_cli import AssayTest, SOURCE
from case_file import files_of, read_cases, write_cases

CASES = SOURCE / "tests" / "golden" / "definitions"
WRITE = "ASSAY_WRITE_GOLDEN" in os.environ


class BadDefinitions(AssayTest):
    def check(self, text):
        """What is printed for a definition in the test's folder, and the exit code."""
        self.write("weights/net.onnx", "")
        self.write("names.txt", "car\nbus\n")
        self.write("gap.txt", "car\n\nbus\n")
        for name, content in files_of(text).items():
            self.write(name, "").write_bytes(content)
        run = self.assay("check", "assay.yaml")
        self.assertEqual(run.stdout, "")
        return run.stderr.replace(str(self.folder), "{dir}"), run.returncode

    def check_file(self, name):
        prelude, cases = read_cases(CASES / name)
        printed = []
        base = self.folder
        for number, (case, end, expected) in enumerate(cases):
            self.folder = base / str(number)
            with self.subTest(case):
                text, code = self.check(prelude + end)
                printed.append((case, end, text))
                self.assertEqual(code, 65, text)
                if not WRITE:
                    self.assertEqual(text, expected)
        if WRITE and len(printed) == len(cases):
            write_cases(CASES / name, prelude, printed)

    def test_there_are_many_with_names_of_their_own(self):
        names = [(file.name, case[0]) for file in CASES.glob("*.txt")
                 for case in read_cases(file)[1]]
        self.assertGreaterEqual(len(names), 120)
        self.assertEqual(len(names), len(set(names)))


def add_tests():
    for file in sorted(CASES.glob("*.txt")):
        def test(self, name=file.name):
            self.check_file(name)
        setattr(BadDefinitions, f"test_{file.stem}", test)


add_tests()

if __name__ == "__main__":
    unittest.main()
