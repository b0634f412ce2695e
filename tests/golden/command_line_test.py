# SPDX-License-Identifier: Apache-2.0
"""What the command line says and how it exits."""
import json
import os
import resource
import shutil
import signal
import subprocess
import unittest

from assay_cli import ASSAY, AssayTest, BUILD, IMAGES


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
        self.assert_refused(self.evaluate(definition, "--outp", "x"), 64, "did you mean '--output'?")
        self.assert_refused(self.evaluate(definition, "--model", "modle"), 64,
                            "did you mean 'model'?")

    def test_the_run_directory_must_be_new(self):
        definition = self.define(module="reference", inputs={"classes": 4})
        (self.folder / "run").mkdir()
        self.assert_refused(self.evaluate(definition), 64, "exists", "--resume")

    def test_the_run_directory_must_be_one(self):
        definition = self.define(module="reference", inputs={"classes": 4})
        (self.folder / "loop").symlink_to("loop")
        for place in (definition, "/dev/null"):
            run = self.evaluate(definition, out=place)
            self.assert_refused(run, 64, f"{place} is not a directory; name another one with -o")
            self.assertNotIn("--resume", run.stderr)
        for place, cause in (("loop", "symbolic links"), ("x" * 256, "File name too long")):
            run = self.evaluate(definition, out=place)
            self.assert_refused(run, 74, f"{place}: ", cause, "name another directory with -o")
            self.assertNotIn("filesystem error", run.stderr)

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
        run = self.evaluate(self.define(annotations=broken))
        self.assert_refused(run, 65, "broken.json:1:")
        self.assertIn("while reading data set 'signs' (", run.stderr)

    def test_a_wrong_path_is_a_fault_of_the_definition(self):
        absent = self.folder / "absent"
        for wrong in ({"annotations": absent}, {"images": absent}, {"annotations": "/dev/zero"},
                      {"images": "/dev/zero"}, {"annotations": self.folder}):
            with self.subTest(**wrong):
                run = self.evaluate(self.define(**wrong))
                self.assert_refused(run, 65, "assay.yaml:", str(*wrong.values()), "^",
                                    "correct the path")

    def test_json_may_begin_with_a_byte_order_mark_and_ends_with_its_document(self):
        text = (IMAGES / "instances.json").read_text()
        marked = self.write("marked.json", "\ufeff" + text)
        none = self.write("none.json", "\ufeff[]")
        self.assert_code(self.assay("score", marked, none, "--task", "bbox"), 0)
        ended = self.write("ended.json", "[]\n\0")
        self.assert_refused(self.assay("score", marked, ended, "--task", "bbox"), 65,
                            "ended.json:2:1: a NUL byte")

    def test_a_missing_image_is_that_image_s_failure(self):
        truth = json.loads((IMAGES / "instances.json").read_text())
        truth["images"][0]["file_name"] = "no-such.jpg"
        annotations = self.write("truth.json", json.dumps(truth))
        run = self.evaluate(self.define(annotations=annotations))
        self.assert_code(run, 1)
        [failure] = self.summary()["failures"]
        self.assertEqual(failure["kind"], "image_unreadable")
        self.assertEqual(failure["datapoint"], "no-such.jpg")

    def test_what_became_of_images_is_recorded_and_counted(self):
        images = self.folder / "images"
        shutil.copytree(IMAGES, images)
        truth = json.loads((IMAGES / "instances.json").read_text())
        for entry in truth["images"][:2]:  # grey, whatever their names say
            entry["width"], entry["height"] = 32, 24
            (images / entry["file_name"]).write_bytes(b"P5 32 24 255\n" + bytes(32 * 24))
        kept = {entry["id"] for entry in truth["images"][2:]}
        truth["annotations"] = [a for a in truth["annotations"] if a["image_id"] in kept]
        run = self.evaluate(self.define(images=images, annotations=self.write(
            "truth.json", json.dumps(truth))))
        self.assert_code(run, 0)
        self.assertIn("2 images: grey given as colour", run.stdout)
        report = (self.folder / "run" / "report.html").read_text()
        self.assertIn("2 images: grey given as colour", report)
        lines = (self.folder / "run" / "journal.jsonl").read_text().splitlines()[1:]
        notes = {entry["index"]: entry.get("notes", []) for entry in map(json.loads, lines)}
        self.assertEqual([notes[0], notes[1], notes[2]],
                         [["grey given as colour"]] * 2 + [[]])

    def test_a_link_that_leads_in_a_circle_is_that_image_s_failure(self):
        for label in ("cat", "dog"):
            (self.folder / "photos" / label).mkdir(parents=True)
            shutil.copy(IMAGES / "scene_001.jpg", self.folder / "photos" / label / "a.jpg")
        (self.folder / "photos" / "cat" / "loop.jpg").symlink_to("loop.jpg")
        path = self.define(module="reference", inputs={"classes": 2})
        path.write_text(path.read_text()
                        .replace("ObjectDetection", "Classification")
                        .replace("format: COCO", "format: ImageNet")
                        .replace(str(IMAGES), "photos", 1)
                        .replace(f',\n     annotations_url: "{IMAGES}/instances.json"', ""))
        self.assert_code(self.evaluate(path), 1)
        failures = {failure["datapoint"]: failure["kind"] for failure in self.summary()["failures"]}
        self.assertEqual(failures, {"cat/loop.jpg": "image_unreadable"})

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


class Limits(AssayTest):
    """What the machine has too little of is no bug of assay, and no silent death."""

    def limited(self, limit, value, *arguments):
        process = self.start(*arguments, preexec_fn=lambda: resource.setrlimit(limit, (value, value)))
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def test_a_file_that_may_not_grow(self):
        none = self.write("none.json", "[]")
        run = self.limited(resource.RLIMIT_FSIZE, 100, "score", IMAGES / "instances.json", none,
                           "--task", "bbox", "--json", "score.json")
        self.assert_code(run, 74)
        self.assertIn("File too large; raise the limit with ulimit -f", run.stderr)
        self.assertFalse((self.folder / "score.json").exists())

    def test_too_few_descriptors(self):
        run = self.limited(resource.RLIMIT_NOFILE, 8, "evaluate", self.define(), "-o", "run",
                           "--plugin-dir", BUILD / "lib", "--no-progress")
        self.assert_code(run, 74)
        self.assertIn("Too many open files; raise the limit with ulimit -n", run.stderr)


class Worker(AssayTest):
    def test_it_gets_the_signals_that_assay_ignores(self):
        wrapper = self.write("wrapper.sh", 'grep SigIgn /proc/self/status > "$0.signals"\nexec "$@"\n')
        run = self.evaluate(self.define(), "--worker-wrapper", f"sh '{wrapper}'")
        self.assert_code(run, 0)
        ignored = int((self.folder / "wrapper.sh.signals").read_text().split()[1], 16)
        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            self.assertFalse(ignored & 1 << (number - 1), number)

    def test_it_brings_no_library_that_a_plugin_could_be_bound_to(self):
        for program in ["assay-worker", "assay-probe"]:
            dynamic = subprocess.run(["readelf", "-d", str(BUILD / "bin" / program)], text=True,
                                     capture_output=True, check=True).stdout
            needed = [line.split("[")[1].rstrip("]") for line in dynamic.splitlines()
                      if "NEEDED" in line]
            if any("san" in name for name in needed):
                self.skipTest("a sanitizer build")
            self.assertLessEqual(set(needed), {"libc.so.6", "libm.so.6"}, program)


class Runner(unittest.TestCase):
    def test_it_starts_without_the_libraries_that_only_images_need(self):
        libraries = subprocess.run(["ldd", str(ASSAY)], text=True, capture_output=True,
                                   check=True).stdout
        self.assertIn("opencv_core", libraries)
        for name in ("imgcodecs", "gdal"):
            self.assertNotIn(name, libraries)


if __name__ == "__main__":
    unittest.main()
