# SPDX-License-Identifier: Apache-2.0
"""Every fault of `inputs` against a plugin's parameters, and the whole text that people get for it.

The cases lie in inputs/*.txt. Before each stands the file's prelude:

    === prelude
    project: {name: p}
    === a name for people
    gates: 5
    --->
    assay: assay.yaml:2:8: all that `assay check` prints ...

ASSAY_WRITE_GOLDEN=1 writes what is printed now into them.
"""
import os
import unittest

from assay_cli import AssayTest, BUILD, SOURCE

CASES = SOURCE / "tests" / "golden" / "inputs"
ARROW = "--->\n"


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
