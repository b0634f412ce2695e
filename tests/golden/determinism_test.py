# SPDX-License-Identifier: Apache-2.0
"""Equal bytes for any number of threads, workers and batch sizes."""
import os
import unittest

from assay_cli import AssayTest, BUILD, SOURCE


class Determinism(AssayTest):
    def assert_equal_runs(self, definition, *plugin_dir):
        expected = None
        combinations = [("1", "1", "1"), ("2", "3", "1"), ("4", "16", "2"), ("1", "3", "2"),
                        ("4", "1", "2"), ("2", "16", "1")]
        for jobs, batch, instances in combinations:
            out = f"run-{jobs}-{batch}-{instances}"
            run = self.assay("evaluate", definition, "-o", out, "--no-progress", "--jobs", jobs,
                             "--batch", batch, "--instances", instances, *plugin_dir)
            self.assertIn(run.returncode, (0, 1), run.stderr)
            digests = self.digests(out)
            self.assertEqual(len(digests), 5)
            expected = expected or digests
            self.assertEqual(digests, expected, out)

    def test_the_reference_plugin(self):
        definition = self.define(module="reference", inputs={"classes": 4})
        self.assert_equal_runs(definition, "--plugin-dir", BUILD / "lib")

    def test_the_demo_with_a_real_network(self):
        self.assert_equal_runs(SOURCE / "plugins" / "demo" / "assay.yaml",
                               "--plugin-dir", BUILD / "lib" / "demo")

    def test_opencv_dnn_on_photographs(self):
        shared = os.path.realpath(os.environ["ASSAY_SHARED_DATA"])
        if not os.path.isdir(shared):
            self.skipTest(f"needs {shared}, which is not here")
        os.environ["ASSAY_SHARED_DATA"] = shared
        self.assert_equal_runs(SOURCE / "tests" / "reference" / "yolo_fastest.yaml",
                               "--plugin-dir", BUILD / "lib")


if __name__ == "__main__":
    unittest.main()
