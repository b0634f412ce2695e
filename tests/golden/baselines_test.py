# SPDX-License-Identifier: Apache-2.0
"""assay run: every baseline of a definition, one exit code; assay evaluate --baseline: one of them."""
import json
import shutil
import signal
import time
import unittest

from assay_cli import AssayTest, BUILD, IMAGES

DEFINITION = """\
project: {{name: Test, problem_type: Custom}}
datasets:
  - {{name: some, format: Images, stage: test, data_url: images}}
  - {{name: none, format: Images, stage: test, data_url: empty}}
models:
  - &model
    name: model
    runtime:
      load:
        entrypoint: every_task:load
        inputs: [{{name: task, value: custom}}]
        output: {{name: model}}
      predict:
        entrypoint: every_task:predict
        inputs: [{{name: model, value: "${{model.runtime.load.output.model}}"}}]
        output: {{name: predictions}}
{tail}
"""


class Baselines(AssayTest):
    def setUp(self):
        super().setUp()
        (self.folder / "images").mkdir()
        (self.folder / "empty").mkdir()
        for image in sorted(IMAGES.glob("*.jpg"))[:2]:
            shutil.copy(image, self.folder / "images")

    def define(self, baselines, tail=""):
        listed = "".join(f"  - {{name: {json.dumps(name)}, model: model, dataset: {dataset}}}\n"
                         for name, dataset in baselines)
        return self.write("assay.yaml",
                          DEFINITION.format(tail="baselines:\n" + listed + tail))

    def run_all(self, definition, *options, out="runs"):
        return self.assay("run", definition, "-o", out, "--plugin-dir", BUILD / "lib",
                          "--no-progress", *options)

    def test_each_has_a_directory_of_its_own(self):
        run = self.run_all(self.define([("a/b", "some"), ("two", "some")]))
        self.assert_code(run, 0)
        self.assertEqual(sorted(p.name for p in (self.folder / "runs").iterdir()),
                         ["a%2Fb", "two"])
        self.assertTrue(run.stdout.endswith("\nbaseline a/b: pass\nbaseline two: pass\n"))
        self.assertEqual(self.summary("runs/two")["datapoints"]["evaluated"], 2)

    def test_one_that_cannot_be_evaluated_does_not_stop_the_next(self):
        run = self.run_all(self.define([("first", "none"), ("second", "some")]))
        self.assert_code(run, 65)
        self.assertIn("baseline first: not evaluated\nbaseline second: pass\n", run.stdout)
        self.assertIn("there are no images in it", run.stderr)

    def test_a_gate_that_fails_fails_the_run(self):
        gates = "gates:\n  - {metric: datapoints.total, min: 3}\n"
        run = self.run_all(self.define([("only", "some")], gates))
        self.assert_code(run, 1)
        self.assertIn("baseline only: fail", run.stdout)

    def test_goes_on_where_it_was_told_to(self):
        definition = self.define([("only", "some")])
        self.assert_code(self.run_all(definition), 0)
        again = self.run_all(definition)
        self.assert_code(again, 64)
        self.assertIn("runs exists; name another directory, or add --resume", again.stderr)
        before = self.digests("runs/only")
        self.assert_code(self.run_all(definition, "--resume"), 0)
        self.assertEqual(self.digests("runs/only"), before)

    def test_an_interrupt_ends_a_later_baseline_too(self):
        (self.folder / "many").mkdir()
        for image in sorted(IMAGES.glob("*.jpg"))[:8]:
            shutil.copy(image, self.folder / "many")
        definition = self.define([("first", "some"), ("slow", "many")])
        text = definition.read_text().replace("value: custom", "value: custom_slow").replace(
            "name: none", "name: many").replace("data_url: empty", "data_url: many")
        definition.write_text(text)
        process = self.start("run", definition, "-o", "runs", "--plugin-dir", BUILD / "lib",
                             "--no-progress")
        journal = self.folder / "runs" / "slow" / "journal.jsonl"
        deadline = time.monotonic() + 60
        while not journal.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 143)

    def test_needs_baselines(self):
        run = self.run_all(self.write("assay.yaml", DEFINITION.format(tail="")))
        self.assert_code(run, 65)
        self.assertIn("there are no baselines or tests to run; add them, such as baselines:", run.stderr)
        self.assertFalse((self.folder / "runs").exists())

    def test_evaluate_takes_the_one_that_is_named(self):
        definition = self.define([("main", "some"), ("other", "none")])
        self.assert_code(self.evaluate(definition, "--baseline", "main"), 0)
        self.assertEqual(self.summary()["dataset"], "some")
        wrong = self.evaluate(definition, "--baseline", "mian", out="b")
        self.assert_code(wrong, 64)
        self.assertIn("no baseline 'mian'; did you mean 'main'? (there are: main, other)",
                      wrong.stderr)
        both = self.evaluate(definition, "--baseline", "main", "--model", "model", out="c")
        self.assert_code(both, 64)
        self.assertIn("leave --model and --dataset out", both.stderr)


if __name__ == "__main__":
    unittest.main()
