#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every plugin that this repository ships keeps the contract, and is called in all ways."""

import unittest

from abi_check import BUILD, SOURCE, check, rules


class OwnPlugins(unittest.TestCase):
    def conforms(self, plugin, *options):
        code, said = check(plugin, *options)
        self.assertEqual((code, rules(said, "error", "warning")), (0, set()), said)
        return said

    def test_reference(self):
        self.assertEqual(self.conforms(BUILD / "lib/reference.so")["findings"], [])

    def test_reference_in_rust(self):
        plugin = BUILD / "lib/reference_rust.so"
        if not plugin.exists():
            self.skipTest("the plugin in Rust is not built: cargo is missing or too old")
        self.assertNotIn("probe.not-loaded", rules(self.conforms(plugin), "note"))

    def test_demo_with_its_definition(self):
        plugin, definition = BUILD / "lib/demo/inference.so", SOURCE / "plugins/demo/assay.yaml"
        if not plugin.exists():
            self.skipTest("the demo is not built: OpenCV's dnn module is missing")
        said = self.conforms(plugin, "--definition", str(definition))
        self.assertEqual(rules(said, "note"), set(), said)

    def test_opencv_dnn(self):
        for name in ["classifier", "detector", "segmenter", "instance_segmenter", "pose",
                     "regressor"]:
            with self.subTest(name):
                plugin = BUILD / f"lib/{name}.so"
                if not plugin.exists():
                    self.skipTest("opencv_dnn is not built")
                self.conforms(plugin)


if __name__ == "__main__":
    unittest.main()
