# SPDX-License-Identifier: Apache-2.0
"""A plugin that harms on one image loses that image, and nothing else."""
import json
import time
import unittest

from assay_cli import AssayTest, BUILD, WORKER, processes_with


def one_image():
    from assay_cli import IMAGES
    images = json.loads((IMAGES / "instances.json").read_text())["images"]
    return images[37]["file_name"], len(images)


class Faults(AssayTest):
    def run_with(self, fault, *options, batch=8, **more):
        self.culprit, self.total = one_image()
        definition = self.define(inputs={"fault": fault, "at": self.culprit}, batch=batch)
        return self.evaluate(definition, *options, **more)

    def assert_only_the_culprit_failed(self, run, kind, text):
        self.assert_code(run, 1)
        summary = self.summary()
        self.assertEqual(summary["datapoints"], {"total": self.total, "evaluated": self.total - 1,
                                                 "failed": 1})
        [failure] = summary["failures"]
        self.assertEqual((failure["datapoint"], failure["kind"]), (self.culprit, kind))
        self.assertIn(text, failure["message"])
        self.assertEqual(summary["verdict"], "fail")
        self.assertIn(self.culprit, run.stdout)

    def test_segfault(self):
        self.assert_only_the_culprit_failed(self.run_with("segfault"), "plugin_crash", "signal 11")

    def test_abort(self):
        self.assert_only_the_culprit_failed(self.run_with("abort"), "plugin_crash", "signal 6")

    def test_exit(self):
        self.assert_only_the_culprit_failed(self.run_with("exit"), "plugin_exit", "exit")

    def test_hang(self):
        run = self.run_with("hang", "--predict-deadline", "0.5", batch=4)
        self.assert_only_the_culprit_failed(run, "plugin_timeout", "within 0.5 s")

    def test_throw(self):
        self.assert_only_the_culprit_failed(self.run_with("throw"), "plugin_error", "no such luck")

    def test_nan(self):
        self.assert_only_the_culprit_failed(self.run_with("nan"), "invalid_output", "boxes")

    def test_unequal_lengths(self):
        self.assert_only_the_culprit_failed(self.run_with("lengths"), "invalid_output", "scores")

    def test_unknown_class(self):
        self.assert_only_the_culprit_failed(self.run_with("class"), "invalid_output", "99")

    def test_writing_to_the_pixels(self):
        self.assert_only_the_culprit_failed(self.run_with("write"), "plugin_crash", "signal 11")

    def test_a_crash_that_does_not_repeat_is_an_incident(self):
        definition = self.define(inputs={"fault": "used", "at": "all"}, batch=1, tail=(
            "gates:\n  - {metric: plugin.incidents, max: 3}\n"))
        run = self.evaluate(definition, "--limit", "4")
        self.assert_code(run, 0)
        [incident] = self.summary()["incidents"]
        self.assertEqual(incident["kind"], "plugin_crash")
        self.assertEqual(incident["count"], 3)
        self.assertIn("not repeated when tried again (times: 3): the plugin died", run.stdout)
        resumed = self.evaluate(definition, "--limit", "4", "--resume")
        self.assertEqual(self.summary()["incidents"], [incident])
        self.assert_code(resumed, 0)

    def test_incidents_of_a_stress_test_are_gated_too(self):
        definition = self.define(inputs={"fault": "used", "at": "all"}, batch=1, tail=(
            "gates:\n  - {metric: plugin.incidents, max: 0}\n"))
        run = self.assay("stress", definition, "--domain", "color", "--budget", "12", "--limit",
                         "4", "-o", "run", "--plugin-dir", BUILD / "lib", "--no-progress")
        self.assert_code(run, 1)
        summary = self.summary()
        [incident] = summary["incidents"]
        self.assertEqual(incident["kind"], "plugin_crash")
        self.assertGreater(incident["count"], 0)
        self.assertEqual([(gate["metric"], gate["pass"]) for gate in summary["gates"]],
                         [("datapoints.failed", True), ("plugin.incidents", False)])
        self.assertIn("not repeated when tried again", run.stdout)

    def test_closing_all_descriptors(self):
        run = self.run_with("close")
        self.assertIn(run.returncode, (0, 1), run.stderr)
        self.assertGreaterEqual(self.summary()["datapoints"]["evaluated"], self.total - 1)

    def test_flooding_stdout_keeps_results_apart(self):
        run = self.run_with("flood")
        self.assert_code(run, 0)
        self.assertNotIn("0123456789abcdef", run.stdout + run.stderr)
        logs = list((self.folder / "run" / "logs").iterdir())
        self.assertLess(sum(log.stat().st_size for log in logs), 4 << 20)

    def test_a_daemon_does_not_outlive_the_run(self):
        self.assert_code(self.run_with("daemon"), 0)
        deadline = time.monotonic() + 10
        while processes_with(WORKER) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(processes_with(WORKER), [])

    def test_the_same_bytes_for_any_batch_and_instances(self):
        self.run_with("segfault", "--batch", "1")
        expected = self.digests()
        for i, options in enumerate([("--batch", "16"), ("--batch", "3", "--instances", "2")]):
            self.run_with("segfault", *options, out=f"again{i}")
            self.assertEqual(self.digests(f"again{i}"), expected)

    def test_a_failure_may_be_allowed(self):
        culprit, _ = one_image()
        definition = self.define(inputs={"fault": "throw", "at": culprit},
                                 tail="gates: [{metric: datapoints.failed, max: 1}]")
        self.assert_code(self.evaluate(definition), 0)


class LoadFaults(AssayTest):
    def run_with(self, fault, *options):
        return self.evaluate(self.define(inputs={"fault": fault}), *options)

    def test_a_throwing_load_shows_its_text_and_the_line(self):
        run = self.run_with("load-throw")
        self.assert_code(run, 69)
        self.assertIn("the weights are not there", run.stderr)
        self.assertIn("assay.yaml:11:", run.stderr)

    def test_a_dying_load_is_named(self):
        run = self.run_with("load-abort")
        self.assert_code(run, 69)
        self.assertIn("signal 6", run.stderr)

    def test_a_hanging_load_ends_at_its_deadline(self):
        run = self.run_with("load-hang", "--load-deadline", "0.5")
        self.assert_code(run, 69)
        self.assertIn("within 0.5 s", run.stderr)

    def test_a_run_whose_model_did_not_load_can_begin_again(self):
        self.run_with("load-throw")
        self.assert_code(self.run_with("none"), 0)

    def test_a_plugin_that_always_dies_ends_the_run(self):
        definition = self.define(inputs={"fault": "segfault", "at": "all"})
        run = self.evaluate(definition)
        self.assert_code(run, 69)
        self.assertIn("--resume", run.stderr)


if __name__ == "__main__":
    unittest.main()
