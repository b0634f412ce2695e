#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plugin in Rust keeps the contract, and its predictions arrive. Environment: ASSAY_BUILD,
ASSAY_SOURCE."""

import json
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(os.environ["ASSAY_SOURCE"], "tests/golden")))

from assay_cli import AssayTest, BUILD  # noqa: E402  (its folder is known only now)

PLUGIN = BUILD / "lib" / "reference_rust.so"


class Conformance(AssayTest):
    def test_it_has_no_error_and_no_warning_and_predict_was_called(self):
        run = self.assay("abi-check", "--json", PLUGIN)
        self.assert_code(run, 0)
        [checked] = json.loads(run.stdout)["plugins"]
        self.assertEqual([one for one in checked["findings"] if one["severity"] != "note"], [])
        # Notes on its standard library are known; one of a probe would tell that it was not called.
        rules = {one["rule"] for one in checked["findings"]}
        self.assertLessEqual(rules, {"elf.constructors", "elf.imports"})

    def test_it_exports_its_descriptor_alone(self):
        run = self.assay("inspect", "--json", PLUGIN)
        self.assert_code(run, 0)
        self.assertEqual(json.loads(run.stdout)["elf"]["exports"], ["assay_plugin_v1"])


class Predictions(AssayTest):
    def evaluate_rust(self, out, batch=4, **inputs):
        return self.evaluate(self.define(module="reference_rust", inputs=inputs, batch=batch), out=out)

    def predictions(self, out):
        return json.loads((self.folder / out / "predictions.json").read_text())

    def test_they_are_the_same_for_any_batch(self):
        self.assert_code(self.evaluate_rust("one", batch=1, cells=3), 0)
        self.assert_code(self.evaluate_rust("many", batch=7, cells=3), 0)
        self.assertTrue(self.predictions("one"))
        self.assertEqual(self.digests("one"), self.digests("many"))

    def test_bright_and_dark_cells_are_all_cells(self):
        self.assert_code(self.evaluate_rust("bright", cells=2, find="bright"), 0)
        self.assert_code(self.evaluate_rust("dark", cells=2, find="dark"), 0)
        evaluated = self.summary("dark")["datapoints"]["evaluated"]
        found = self.predictions("bright") + self.predictions("dark")
        self.assertEqual(len(found), 4 * evaluated)

    def test_a_file_moves_the_threshold(self):
        self.write("zero.txt", "0\n")
        run = self.evaluate_rust("run", cells=1, threshold_file=str(self.folder / "zero.txt"))
        self.assert_code(run, 0)
        self.assertEqual(len(self.predictions("run")), self.summary("run")["datapoints"]["evaluated"])


class Faults(AssayTest):
    def check(self, *options, **inputs):
        definition = self.define(module="reference_rust", inputs=inputs)
        return self.assay("check", definition, "--plugin-dir", BUILD / "lib", *options)

    def test_values_that_the_tables_exclude_are_found_without_running_it(self):
        for inputs in ({"cells": 65}, {"find": "grey"}, {"threshold": 1}):
            self.assert_code(self.check(**inputs), 65)

    def test_a_file_that_cannot_be_read_is_named(self):
        run = self.check("--runtime", threshold_file=str(self.folder))
        self.assert_code(run, 69)
        self.assertIn(f"threshold_file {self.folder} cannot be read: Is a directory", run.stderr)

    def test_a_file_without_a_number_is_named(self):
        file = self.write("threshold.txt", "300")
        run = self.check("--runtime", threshold_file=str(file))
        self.assert_code(run, 69)
        self.assertIn("threshold.txt holds no number from 0 to 255", run.stderr)

    def test_an_image_with_too_few_pixels_fails_alone(self):
        self.write("images/small.ppm", "P3 2 2 255 " + "9 9 9 " * 4)
        self.write("images/large.ppm", "P3 8 8 255 " + "9 9 9 " * 64)
        images = [{"id": i, "file_name": name, "width": side, "height": side}
                  for i, (name, side) in enumerate([("small.ppm", 2), ("large.ppm", 8)], 1)]
        truth = {"images": images, "annotations": [], "categories": [{"id": 1, "name": "sign"}]}
        annotations = self.write("instances.json", json.dumps(truth))
        definition = self.define(module="reference_rust", inputs={"cells": 4}, annotations=annotations,
                                 images=self.folder / "images")
        self.evaluate(definition)
        [failure] = map(json.loads, (self.folder / "run/failures.jsonl").read_text().splitlines())
        self.assertIn("2 x 2 pixels cannot be cut in 4 x 4 cells", json.dumps(failure))
        self.assertEqual(self.summary()["datapoints"]["evaluated"], 1)


if __name__ == "__main__":
    unittest.main()
