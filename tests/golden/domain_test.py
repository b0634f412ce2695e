# SPDX-License-Identifier: Apache-2.0
"""Domains on the command line: shown, checked, and applied to images."""
import unittest

from assay_cli import BUILD
from stress_cli import DEMO, DOMAIN, StressTest


class Domains(StressTest):
    def test_check_looks_at_domains(self):
        options = ["--plugin-dir", BUILD / "lib" / "demo"]
        run = self.assay("check", self.demo(), *options)
        self.assert_code(run, 0)
        self.assertIn("domain light: 3 transformations, 4 free axes\n", run.stdout)
        flat = """
domains:
  - {name: flat, transformations: [{name: blur, operator: Gamma, axes: [
      {name: gamma, type: float, range: [1, 1]}]}]}
"""
        run = self.assay("check", self.demo(flat), *options)
        self.assert_code(run, 0)
        self.assertIn("nothing changes along blur.gamma", run.stderr)
        run = self.assay("check", self.demo(flat.replace("Gamma", "Gama")), *options)
        self.assert_code(run, 65)
        self.assertIn("there is no operator 'Gama'; did you mean 'Gamma'?", run.stderr)

    def test_apply_reads_as_the_data_set_says_and_takes_operators(self):
        image = next(DEMO.parent.rglob("*.jpg"))
        run = self.assay("domain", "apply", "--domain", "Fog", image, "--set", "Fog.fog_coef=0.5",
                         "-o", "fog.png")
        self.assert_code(run, 0)
        for words, says in [(["--domain", "Blend"], "joins images"),
                            (["--domain", "Fogg"], "did you mean 'Fog'?"),
                            (["--domain", "Fog", "--dataset", "drawn"], "of a definition")]:
            run = self.assay("domain", "apply", *words, image, "-o", "out.png")
            self.assert_code(run, 64)
            self.assertIn(says, run.stderr)
        # A transparent image, where the data set says so: black or white behind it.
        definition = self.demo()
        text = DEMO.read_text() + DOMAIN
        definition.write_text(text)
        run = self.assay_in(definition.parent, "domain", "apply", "assay.yaml", "--dataset",
                            "drawn", "--domain", "light", image, "-o", "plain.png")
        self.assert_code(run, 0)

    def test_apply_writes_png_and_never_over_its_input(self):
        image = next(DEMO.parent.rglob("*.jpg"))
        run = self.assay("domain", "apply", "--domain", "geometric", image, "-o", "out.png")
        self.assert_code(run, 0)
        for output, says in [("out.jpg", "call it out.png"), ("out.png", "is the image itself")]:
            run = self.assay("domain", "apply", "--domain", "geometric", "out.png", "-o", output)
            self.assert_code(run, 64)
            self.assertIn(says, run.stderr)

    def test_built_in_domains_are_files_to_start_from(self):
        (self.folder / "own.yaml").write_text(
            self.assay("domain", "show", "color", "--yaml").stdout)
        definition = self.folder / "assay.yaml"
        definition.write_text("project: {name: p}\ndomains: [{file: own.yaml}]\n")
        run = self.assay("domain", "show", "color", definition)
        self.assert_code(run, 0)
        self.assertIn("gamma.gamma", run.stdout)

if __name__ == "__main__":
    unittest.main()
