# SPDX-License-Identifier: Apache-2.0
"""What the command line says and how it exits."""
import json
import os
import subprocess
import unittest

from assay_cli import AssayTest, BUILD, IMAGES


class CommandLine(AssayTest):
    def assert_refused(self, run, code, *texts):
        self.assert_code(run, code)
        self.assertEqual(run.stdout, "")
        for text in texts:
            self.assertIn(text, run.stderr)

    def test_help_and_version(self):
        run = self.assay("--help")
        self.assert_code(run, 0)
        self.assertIn("evaluate", run.stdout)
        self.assertRegex(self.assay("--version").stdout, r"^assay \d+\.\d+\.\d+\n$")
        for command in ("evaluate", "score"):
            run = self.assay(command, "--help")
            self.assert_code(run, 0)
            self.assertIn(f"usage: assay {command}", run.stdout)

    def test_usage_errors(self):
        self.assert_refused(self.assay(), 64)
        self.assert_refused(self.assay("evalute"), 64, "did you mean 'evaluate'?")
        self.assert_refused(self.assay("evaluate"), 64, "DEFINITION is missing")
        definition = self.define()
        self.assert_refused(self.assay("evaluate", definition), 64, "-o DIR is missing")
        self.assert_refused(self.evaluate(definition, "--devise", "cpu"), 64,
                            "did you mean '--device'?")
        self.assert_refused(self.evaluate(definition, "--batch", "0"), 64, "--batch wants")
        self.assert_refused(self.evaluate(definition, "--model", "modle"), 64,
                            "did you mean 'model'?")

    def test_the_run_directory_must_be_new(self):
        definition = self.define(module="reference", inputs={"classes": 4})
        (self.folder / "run").mkdir()
        self.assert_refused(self.evaluate(definition), 64, "exists", "--resume")

    def test_definition_errors_point_at_the_place(self):
        path = self.define()
        path.write_text(path.read_text().replace("entrypoint: faulty:load", "entrypont: faulty:load"))
        self.assert_refused(self.evaluate(path), 65, "assay.yaml:", "entrypont",
                            "did you mean 'entrypoint'?", "^")
        self.assert_refused(self.evaluate(self.folder / "absent.yaml"), 74, "absent.yaml")

    def test_arguments_are_checked_before_anything_runs(self):
        run = self.evaluate(self.define(inputs={"falt": "none"}))
        self.assert_refused(run, 65, "falt", "did you mean 'fault'?", "assay.yaml:")
        run = self.evaluate(self.define(inputs={"sleep_ms": "long"}))
        self.assert_refused(run, 65, "sleep_ms", "assay.yaml:")
        run = self.evaluate(self.define(inputs={"sleep_ms": -1}))
        self.assert_refused(run, 65, "sleep_ms", "assay.yaml:")

    def test_a_missing_module_or_function_names_what_there_is(self):
        run = self.evaluate(self.define(module="faulti"))
        self.assert_refused(run, 65, "faulti")
        path = self.define()
        path.write_text(path.read_text().replace("faulty:predict", "faulty:predit"))
        run = self.evaluate(path)
        self.assert_refused(run, 65, "predit", "predict")

    def test_data_errors_are_65(self):
        broken = self.write("broken.json", '{"images": [,]}')
        self.assert_refused(self.evaluate(self.define(annotations=broken)), 65, "broken.json")
        run = self.evaluate(self.define(annotations=self.folder / "absent.json"))
        self.assertIn(run.returncode, (65, 74))
        self.assertIn("absent.json", run.stderr)

    def test_a_missing_image_is_that_image_s_failure(self):
        truth = json.loads((IMAGES / "instances.json").read_text())
        truth["images"][0]["file_name"] = "no-such.jpg"
        annotations = self.write("truth.json", json.dumps(truth))
        run = self.evaluate(self.define(annotations=annotations))
        self.assert_code(run, 1)
        [failure] = self.summary()["failures"]
        self.assertEqual(failure["kind"], "image_unreadable")
        self.assertEqual(failure["datapoint"], "no-such.jpg")

    def test_gates_decide_the_exit_code(self):
        tail = "gates: [{metric: bbox.AP50, min: %s}]"
        self.assert_code(self.evaluate(self.define(tail=tail % "0"), out="low"), 0)
        run = self.evaluate(self.define(tail=tail % "0.99"), out="high")
        self.assert_code(run, 1)
        self.assertIn("FAIL", run.stdout.upper())
        run = self.evaluate(self.define(tail="gates: [{metric: bbox.AP5O, min: 0}]"), out="bad")
        self.assert_refused(run, 65, "bbox.AP5O", "did you mean 'bbox.AP50'?")

    def test_a_gate_may_count_failed_datapoints_as_empty(self):
        tail = "gates: [{metric: datapoints.failed, max: 1}, {metric: %s, min: 0}]"
        metric = "metrics_failed_as_empty.bbox.AP"
        run = self.evaluate(self.define(inputs={"fault": "throw", "at": "scene_008.jpg"},
                                        tail=tail % metric))
        self.assert_code(run, 0)
        gate = self.summary()["gates"][1]
        self.assertEqual(gate["value"], self.summary()["metrics_failed_as_empty"]["bbox"]["AP"])
        self.assertIn(f"pass  {metric} at least 0: ", run.stdout)

    @unittest.skipIf(os.path.exists("/dev/nvidia0"), "there is a GPU here")
    def test_a_gpu_that_is_not_there_is_an_error(self):
        definition = self.define(device="gpu")
        self.assert_refused(self.evaluate(definition), 69, "--device cpu")
        self.assert_code(self.evaluate(definition, "--device", "cpu"), 0)

    def test_predictions_on_resized_images_are_mapped_back(self):
        """The faulty plugin's box is a quarter of the width that it sees, plus 10."""
        path = self.define()
        path.write_text(path.read_text().replace("max_size: 4", "max_size: 4, image_size: [80, 40]"))
        self.assert_code(self.evaluate(path), 0)
        sizes = {image["id"]: (image["width"], image["height"])
                 for image in json.loads((IMAGES / "instances.json").read_text())["images"]}
        for box in json.loads((self.folder / "run" / "predictions.json").read_text()):
            width, height = sizes[box["image_id"]]
            expected = [10 * width / 80, 10 * height / 40, 20 * width / 80, 20 * height / 40]
            for got, wanted in zip(box["bbox"], expected):
                self.assertAlmostEqual(got, wanted, places=3)

    def test_the_worker_may_be_wrapped_or_replaced(self):
        definition = self.define()
        self.assert_code(self.evaluate(definition, "--worker-wrapper", "nice -n 1"), 0)
        plain = self.digests()
        self.assert_code(self.evaluate(definition, out="plain"), 0)
        self.assertEqual(self.digests("plain"), plain)
        for options in (("--worker-wrapper", "false"), ("--worker", "/nonexistent"),
                        ("--worker", "/bin/true")):
            run = self.evaluate(definition, *options, out="none")
            self.assert_refused(run, 69, "worker")

    def test_limit_keeps_the_first(self):
        self.evaluate(self.define(), "--limit", "7")
        self.assertEqual(self.summary()["datapoints"]["total"], 7)

    def test_a_run_has_all_its_files(self):
        self.assert_code(self.evaluate(self.define()), 0)
        names = {path.name for path in (self.folder / "run").iterdir()}
        self.assertLessEqual({"run.json", "journal.jsonl", "predictions.json", "summary.json",
                              "failures.jsonl", "telemetry.json", "logs", "report.html",
                              "junit.xml"}, names)
        self.assertEqual(self.summary()["schema"], 1)
        telemetry = json.loads((self.folder / "run" / "telemetry.json").read_text())
        self.assertEqual(set(telemetry), {"schema", "start_model_s", "predict_s", "predicted",
                                          "datapoints_per_s", "runner_peak_bytes"})

    def test_the_score_of_a_run_s_predictions_is_its_summary(self):
        self.assert_code(self.evaluate(self.define(module="reference", inputs={"classes": 4})), 0)
        run = self.assay("score", IMAGES / "instances.json", self.folder / "run/predictions.json",
                         "--task", "bbox", "--json", self.folder / "score.json")
        self.assert_code(run, 0)
        score = json.loads((self.folder / "score.json").read_text())
        self.assertEqual(score["metrics"]["bbox"], self.summary()["metrics"]["bbox"])


class Worker(AssayTest):
    def test_it_brings_no_library_that_a_plugin_could_be_bound_to(self):
        dynamic = subprocess.run(["readelf", "-d", str(BUILD / "bin" / "assay-worker")], text=True,
                                 capture_output=True, check=True).stdout
        needed = [line.split("[")[1].rstrip("]") for line in dynamic.splitlines() if "NEEDED" in line]
        if any("san" in name for name in needed):
            self.skipTest("a sanitizer build")
        self.assertLessEqual(set(needed), {"libc.so.6", "libm.so.6"})


if __name__ == "__main__":
    unittest.main()
