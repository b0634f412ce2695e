# SPDX-License-Identifier: Apache-2.0
"""Gates of stress tests: what they go by, and which run judges them."""
import unittest

from assay_cli import BUILD
from stress_cli import DEMO, DOMAIN, StressTest


class StressGates(StressTest):
    def test_gates_go_by_what_is_proven(self):
        gates = """
gates:
  - {metric: failure_probability, max: 0.999}
  - {metric: stress.datapoints_broken, max: 0}
"""
        text = DEMO.read_text().split("gates:")[0]
        definition = self.demo(DOMAIN)
        definition.write_text(text + DOMAIN + gates)
        run = self.stress(definition, "--domain", "light", "--budget", "300", "--limit", "20")
        self.assert_code(run, 1)
        judged = {gate["metric"]: gate for gate in self.summary()["gates"]}
        self.assertTrue(judged["failure_probability"]["pass"])
        self.assertEqual(judged["failure_probability"]["value"],
                         self.summary()["stress"]["failure_probability"]["upper"])
        self.assertFalse(judged["stress.datapoints_broken"]["pass"])
        self.assertIn("FAIL  stress.datapoints_broken", run.stdout)
        definition.write_text(text + DOMAIN +
                              "gates:\n  - {metric: boundary.turn.affine_rotat, min: 3}\n")
        run = self.stress(definition, "--domain", "light", out="other")
        self.assert_code(run, 65)
        self.assertIn("did you mean 'boundary.turn.affine_rotate'?", run.stderr)

    def test_gates_on_boundaries_are_of_the_domain_that_has_the_axis(self):
        tail = """
tests: [{name: dusk, model: %s, dataset: %s, domain: light, budget: 60},
        {name: cameras, model: %s, dataset: %s, domain: sensor, budget: 60}]
gates: [{metric: boundary.turn.affine_rotate, min: 0}]
""" % (("signs", "drawn") * 2)
        definition = self.demo("")
        definition.write_text(DEMO.read_text().split("gates:")[0] + DOMAIN + tail)
        options = ["--no-progress", "--plugin-dir", BUILD / "lib" / "demo", "--limit", "10"]
        run = self.assay("run", definition, "-o", "runs", *options)
        # With so few predictions the axis is not measured, and what is not measured fails.
        self.assertIn("\ntest dusk: fail\ntest cameras: pass\n", run.stdout)
        self.assertIn("not measured with a budget of 60; it takes 2144", run.stdout)
        self.assertIn("'sensor' has no such axis", run.stdout)
        run = self.assay("check", definition, "--plugin-dir", BUILD / "lib" / "demo")
        self.assert_code(run, 65)  # 60 predictions of more images
        self.assertIn("the test 'dusk' has 60 predictions", run.stderr)

    def test_metrics_in_operation(self):
        flat = """
domains:
  - name: flat
    transformations: [{name: turn, operator: Affine, axes: [
        {name: affine_rotate, type: float, range: [0, 0.001]}]}]
  - name: dark
    transformations: [{name: dark, operator: BrightnessContrast, axes: [
        {name: brightness, type: float, range: [-0.95, -0.9]}]}]
"""
        gates = "gates: [{metric: robust.bbox.AP50, min: 0.9}]\n"
        definition = self.demo("")
        definition.write_text(DEMO.read_text().split("gates:")[0] + flat + gates)
        for domain, code in [("flat", 0), ("dark", 1)]:
            run = self.stress(definition, "--domain", domain, "--budget", "400", "--limit", "20",
                              out=domain)
            self.assert_code(run, code)
            robust = self.summary(domain)["stress"]["robust"]
            both = robust["metrics"]["bbox.AP50"]
            self.assertGreater(both["clean"], 0.9)
            self.assertEqual(robust["samples"], 57)  # 15 % of what the images leave
            if domain == "flat":  # the same images, each as often as it was drawn
                self.assertAlmostEqual(both["transformed"], both["clean"], delta=0.05)
            else:
                self.assertLess(both["transformed"], 0.1)
        definition.write_text(definition.read_text().replace("AP50", "AP5O"))
        run = self.stress(definition, "--domain", "flat", out="none")
        self.assert_code(run, 65)
        self.assertIn("did you mean 'robust.bbox.AP50'?", run.stderr)

    def test_decide_stops_as_soon_as_the_gate_is_decided(self):
        gate = "gates: [{metric: failure_probability, max: %s}]\n"
        text = DEMO.read_text().split("gates:")[0] + DOMAIN
        definition = self.demo("")
        made = {}
        for limit, code in [("0.98", 0), ("0.3", 1)]:
            definition.write_text(text + gate % limit)
            run = self.stress(definition, "--domain", "light", "--budget", "5000", "--limit", "20",
                              "--decide", out=limit)
            self.assert_code(run, code)
            probability = self.summary(limit)["stress"]["failure_probability"]
            made[limit] = self.summary(limit)["stress"]["predictions"]
            self.assertTrue(probability["sequential"])
            self.assertEqual(self.summary(limit)["gates"][-1]["value"], probability["upper"])
            self.assertEqual(probability["upper"] < float(limit), code == 0)
            # In generations of 64, and no more than it takes.
            self.assertLess(made[limit], 1000)
        self.assert_code(self.stress(self.demo(), "--domain", "light", "--decide", out="none"), 64)

    def test_what_breaks_where_all_axes_do_least_is_no_boundary(self):
        broken = """
domains:
  - name: dark
    transformations:
      - {name: dark, operator: BrightnessContrast, axes: [
          {name: brightness, type: float, fixed: true, value: -0.95}]}
      - {name: turn, operator: Affine, axes: [{name: affine_rotate, type: float, range: [0, 5]}]}
gates: [{metric: boundary.turn.affine_rotate, min: 1}]
"""
        definition = self.demo("")
        definition.write_text(DEMO.read_text().split("gates:")[0] + broken)
        run = self.stress(definition, "--domain", "dark", "--budget", "600", "--limit", "20")
        self.assert_code(run, 1)
        boundary = self.summary()["stress"]["axes"][0]["boundary"][0]
        self.assertEqual((boundary["lower"], boundary["median"]), (0, 0))
        self.assertEqual(self.findings()[0]["changed"], [])

if __name__ == "__main__":
    unittest.main()
