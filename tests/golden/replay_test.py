# SPDX-License-Identifier: Apache-2.0
"""Findings of a stress test replay to their score: `assay stress --replay`."""
import json
import unittest

from assay_cli import BUILD
from stress_cli import DOMAIN, StressTest


class Replay(StressTest):
    def found(self, *options):
        definition = self.demo()
        self.assert_code(self.stress(definition, "--domain", "light", "--budget", "250",
                                     "--limit", "15", *options), 0)
        self.assertGreater(len(self.findings()), 1)
        return definition

    def replay(self, definition, *options, out="again", run="run"):
        return self.stress(definition, "--replay", self.folder / run, *options, out=out)

    def replayed(self, out="again"):
        lines = (self.folder / out / "replay.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def test_every_finding_has_its_score_again(self):
        for score, oracle in [("assay", "truth"), ("efemarai", "truth"), ("assay", "baseline")]:
            with self.subTest(score=score, oracle=oracle):
                out = f"{score}-{oracle}"
                definition = self.demo()
                self.assert_code(self.stress(
                    definition, "--domain", "light", "--budget", "250", "--limit", "15",
                    "--score", score, "--oracle", oracle, "--min-score", "0.05", out=out), 0)
                findings = self.findings(out)
                self.assertGreater(len(findings), 1)
                run = self.replay(definition, "--batch", "3", "--jobs", "2", run=out,
                                  out=f"again-{out}")
                self.assert_code(run, 0)
                count = len(findings)
                self.assertIn(f"{count} of {count} findings have their score again\n", run.stdout)
                replayed = self.replayed(f"again-{out}")
                self.assertEqual([(one["datapoint"], one["score_now"]) for one in replayed],
                                 [(one["datapoint"], one["score"]) for one in findings])

    def test_another_score_is_told_by_the_exit_code(self):
        definition = self.found()
        file = self.folder / "run" / "findings.jsonl"
        first, *others = file.read_text().splitlines()
        first = json.loads(first)
        score = first["score"]
        first["score"] = score / 2
        file.write_text("\n".join([json.dumps(first), *others]) + "\n")
        run = self.replay(definition)
        self.assert_code(run, 1)
        self.assertIn(f"  DIFFERS {first['datapoint']}: {score:.6g}, was {score / 2:.6g}\n",
                      run.stdout)
        self.assertEqual([one["same"] for one in self.replayed()], [False] + [True] * len(others))

    def test_is_at_the_severity_that_was_asked_for(self):
        definition = self.demo()
        run = self.stress(definition, "--domain", "light", "--budget", "250", "--limit", "15",
                          "--min-score", "0.05", "--severity", "4.5")
        self.assert_code(run, 0)
        self.assertIn("on drawn in light at severity 4.5 (cpu)\n", run.stdout)
        self.assertIn("severity <b>4.5 of 5</b>", (self.folder / "run/report.html").read_text())
        summary = json.loads((self.folder / "run" / "summary.json").read_text())
        self.assertEqual(summary["stress"]["severity"], 4.5)
        values = {axis["axis"]: axis["values"] for axis in summary["stress"]["axes"]}
        self.assertEqual(values["turn.affine_rotate"], "-27 to 27")
        run = self.replay(definition)
        self.assert_code(run, 0)
        # As a preset of the definition, the same trials: the domain is the same.
        definition.write_text(definition.read_text().replace(
            "  - name: light", "  - name: light\n    severity: 4.5"))
        self.assert_code(self.stress(definition, "--domain", "light", "--budget", "250", "--limit",
                                     "15", "--min-score", "0.05", out="stated"), 0)
        self.assertEqual(self.findings("stated"), self.findings("run"))

    def test_is_at_the_severity_that_the_test_states(self):
        definition = self.demo(DOMAIN + "tests: [{name: mild, model: signs, dataset: drawn, "
                               "domain: light, budget: 60, severity: 2}]\n")

        def stated(out):
            stress = self.summary(out)["stress"]
            ranges = {axis["axis"]: axis["values"] for axis in stress["axes"]}
            return stress["severity"], ranges["turn.affine_rotate"]

        limit = ["--limit", "6"]
        self.assert_code(self.stress(definition, "--test", "mild", *limit), 0)
        self.assertEqual(stated("run"), (2, "-12 to 12"))
        self.assert_code(
            self.stress(definition, "--test", "mild", "--severity", "3", *limit, out="more"), 0)
        self.assertEqual(stated("more"), (3, "-18 to 18"))
        run = self.assay("run", definition, "-o", "all", "--no-progress", "--plugin-dir",
                         BUILD / "lib" / "demo", *limit)
        self.assert_code(run, 0)
        self.assertEqual(stated("all/mild"), (2, "-12 to 12"))
        self.assertEqual(self.findings("all/mild"), self.findings("run"))

    def test_is_of_the_model_as_it_is_now(self):
        definition = self.found()
        # What finds nothing has nothing to lose.
        definition.write_text(definition.read_text().replace("value: 0.05", "value: 0.999"))
        run = self.replay(definition)
        self.assert_code(run, 1)
        self.assertIn("DIFFERS", run.stdout)

    def test_resumes_with_the_same_findings_alone(self):
        definition = self.found()
        self.assert_code(self.replay(definition), 0)
        self.assert_code(self.replay(definition, "--resume"), 0)
        file = self.folder / "run" / "findings.jsonl"
        file.write_text(file.read_text().splitlines()[0] + "\n")
        self.assert_code(self.replay(definition, "--resume"), 64)

    def test_refuses_what_is_no_run_or_says_what_the_run_says(self):
        definition = self.found()
        summary = (self.folder / "run" / "summary.json").read_text()
        self.assertIn('"severity": null', summary)
        (self.folder / "none").mkdir()
        for text in ["{}", "[" * 100_000, summary.replace('"severity": null', '"severity": 7'),
                     summary.replace('"score": "assay"', '"score": "mine"'),
                     summary.replace('"oracle": "truth"', '"oracle": "me"'),
                     summary.replace('"total": 15', '"total": -15')]:
            self.assertNotEqual(text, summary)
            (self.folder / "none" / "summary.json").write_text(text)
            run = self.replay(definition, run="none", out="x")
            self.assert_code(run, 64)
            self.assertIn("is no summary of a stress test", run.stderr)
        for option in [["--domain", "light"], ["--severity", "2"], ["--decide"],
                       ["--search-only"], ["--budget", "300"]]:
            run = self.replay(definition, *option, out="x")
            self.assert_code(run, 64)
            self.assertIn(f"says itself what {option[0]} would", run.stderr)
            self.assertFalse((self.folder / "x").exists())
        definition.write_text(definition.read_text().replace("name: signs", "name: other"))
        run = self.replay(definition, out="x")
        self.assert_code(run, 64)
        self.assertIn("the run is of the model 'signs', which the definition has not", run.stderr)

    def test_nothing_was_found_is_no_fault(self):
        definition = self.found()
        (self.folder / "run" / "findings.jsonl").write_text("")
        run = self.replay(definition)
        self.assert_code(run, 0)
        self.assertIn("0 of 0 findings have their score again", run.stdout)


if __name__ == "__main__":
    unittest.main()
