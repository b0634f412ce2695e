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

SEVERE = """
project: {name: p}
domains:
  - name: own
    severity: 2.5
    transformations:
      - {name: a, operator: Gamma, axes: [{name: gamma, type: float, range: [1, 2]}]}
      - {name: b, operator: Gamma, severity: 1, axes: [{name: gamma, type: float, range: [1, 2]}]}
      - {name: c, operator: MotionBlur, axes: [
          {name: motion_blur, type: int, range: [0, 9], steps: 4},
          {name: motion_direction, type: float, range: [0, 1]}]}
"""


class Severity(StressTest):
    def show(self, *options):
        run = self.assay("domain", "show", *options)
        self.assert_code(run, 0)
        return run.stdout

    def ranges(self, *options):
        """Of each axis that is shown on one line."""
        lines = [line.split() for line in self.show(*options).splitlines()[1:]]
        return {line[0]: " ".join(line[1:line.index("neutral")])
                for line in lines if "neutral" in line}

    def test_is_shown_as_the_ranges_that_are_left(self):
        self.write("assay.yaml", SEVERE)
        own = ["own", "assay.yaml"]
        self.assertEqual(self.ranges(*own), {
            "a.gamma": "1 to 1.5", "b.gamma": "1 to 1.2", "c.motion_blur": "0, 1, 3 or 4",
            "c.motion_direction": "0 to 1"})
        self.assertEqual(self.ranges(*own, "--severity", "5"), {
            "a.gamma": "1 to 2", "b.gamma": "1 to 2", "c.motion_blur": "0, 3, 6 or 9",
            "c.motion_direction": "0 to 1"})
        self.assertEqual(self.ranges("imagenet-c", "--severity", "3")["corruption.severity"],
                         "1 to 3, whole")

    def test_is_resolved_in_the_file_that_is_shown(self):
        self.write("assay.yaml", SEVERE)
        for name, *options in [("own",), ("own", "--severity", "0.4"),
                               ("imagenet-c", "--severity", "2"), ("weather", "--severity", "5")]:
            with self.subTest(name, options=options):
                self.write("resolved.yaml", self.show(name, "assay.yaml", "--yaml", *options))
                self.write("again.yaml", "project: {name: p}\ndomains: [{file: resolved.yaml}]\n")
                self.assertEqual(self.show(name, "again.yaml"),
                                 self.show(name, "assay.yaml", *options))
                self.assertEqual(self.show(name, "again.yaml", "--yaml"),
                                 self.show(name, "assay.yaml", "--yaml", *options))

    def test_is_what_points_are_drawn_of(self):
        image = next(DEMO.parent.rglob("*.jpg"))
        self.write("assay.yaml", SEVERE)

        def point(*options):
            run = self.assay("domain", "apply", *options, image, "--random", "-o", "out.png")
            self.assert_code(run, 0)
            return [float(line.split("=")[1]) for line in run.stdout.splitlines()]

        full = point("assay.yaml", "--domain", "own", "--severity", "5")
        mild = point("assay.yaml", "--domain", "own", "--severity", "1")
        self.assertAlmostEqual(mild[0] - 1, (full[0] - 1) / 5)
        self.assertEqual(mild[3], full[3])
        self.assertLess(point("--domain", "Fog", "--severity", "1")[0],
                        point("--domain", "Fog")[0])

    def test_out_of_the_scale_or_of_no_domain_is_refused(self):
        image = next(DEMO.parent.rglob("*.jpg"))
        definition = self.demo()
        commands = [["domain", "show", "color"],
                    ["domain", "apply", "--domain", "color", image, "-o", "out.png"],
                    ["stress", definition, "--domain", "light", "-o", "run"],
                    ["dataset", "enhance", definition, "--domain", "light", "-o", "made"]]
        for command in commands:
            for severity, says in [("6", "--severity is at most 5, which is all of the ranges, "
                                         "got 6"),
                                   ("0", "--severity"), ("-1", "--severity"), ("mild", "'mild'"),
                                   ("nan", "'nan'")]:
                with self.subTest(command, severity=severity):
                    run = self.assay(*command, "--severity", severity)
                    self.assert_code(run, 64)
                    self.assertIn(says, run.stderr)
        for option in [["--severity", "2"], ["--yaml"]]:
            run = self.assay("domain", "show", "Fog", *option)
            self.assert_code(run, 64)
            self.assertIn(f"{option[0]} is of domains, and 'Fog' is an operator", run.stderr)
        run = self.assay("dataset", "enhance", definition, "--findings", "x", "--severity", "2",
                         "-o", "made")
        self.assert_code(run, 64)
        self.assertIn("findings say themselves what --severity would", run.stderr)


if __name__ == "__main__":
    unittest.main()
