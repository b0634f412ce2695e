# SPDX-License-Identifier: Apache-2.0
"""Model repositories: the seed's own definition, and plugins that bring libraries of their own."""
import json
import os
import shutil
import unittest

from assay_cli import AssayTest, BUILD, IMAGES, SOURCE


class Seed(AssayTest):
    """The definition and the function signature of the page assay was asked to implement."""

    def setUp(self):
        super().setUp()
        shutil.copytree(SOURCE / "tests" / "data" / "seed", self.folder / "seed")
        data = self.folder / "seed" / "data"
        (data / "annotations").mkdir(parents=True)
        (data / "images").symlink_to(IMAGES)
        shutil.copy(IMAGES / "instances.json", data / "annotations" / "instances.json")

    def run_seed(self, *options):
        return self.assay("evaluate", self.folder / "seed" / "assay.yaml", "-o", "run",
                          "--plugin-dir", BUILD / "lib" / "seed", "--no-progress", *options)

    @unittest.skipIf(os.path.exists("/dev/nvidia0"), "there is a GPU here")
    def test_without_a_gpu_it_says_what_to_do(self):
        run = self.run_seed()
        self.assert_code(run, 69)
        self.assertEqual(run.stdout, "")
        self.assertIn("--device cpu", run.stderr)
        self.assertIn("assay.yaml:", run.stderr)

    def test_on_the_cpu_it_runs(self):
        run = self.run_seed("--device", "cpu")
        self.assert_code(run, 0)
        self.assertEqual(self.summary()["device"], "cpu")
        self.assertEqual(self.summary()["datapoints"]["evaluated"], 100)


class Libraries(AssayTest):
    def test_each_plugin_gets_its_own(self):
        for answer in (111, 222):
            out = f"run{answer}"
            run = self.assay("evaluate", self.define(module="twin"), "-o", out, "--no-progress",
                             "--plugin-dir", BUILD / "lib" / f"twin_{answer}")
            self.assert_code(run, 0)
            boxes = json.loads((self.folder / out / "predictions.json").read_text())
            self.assertEqual({box["bbox"][2] for box in boxes}, {answer})


if __name__ == "__main__":
    unittest.main()
