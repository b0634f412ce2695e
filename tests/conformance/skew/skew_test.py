#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every released plugin runs under every host, and one that is newer than its host runs when it says
that it can."""

import json
import os
import pathlib
import platform
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent.parent / "golden")]

from abi_check import check, rules  # noqa: E402
from assay_cli import AssayTest, BUILD, SOURCE  # noqa: E402

NEXT = pathlib.Path(os.environ["ASSAY_NEXT_MINOR"])
HOSTS = {"today": BUILD / "bin/assay-worker", "next": NEXT / "assay-worker-of-next-minor"}
API = SOURCE / "plugin_api"
ARCHIVE = SOURCE / "tests/conformance/archive"


def base_number(name):
    words = (API / "include/assay/abi/base.h").read_text().split()
    return int(words[words.index(name) + 1].rstrip("u"))


MAJOR, MINOR = base_number("ASSAY_ABI_MAJOR"), base_number("ASSAY_ABI_MINOR")


class Skew(AssayTest):
    def run_under(self, host, plugin):
        """The finished run, and its predictions."""
        out = f"{host}-{plugin.stem}"
        definition = self.define(module=plugin.stem, name=f"{out}.yaml",
                                 tail="gates: [{metric: bbox.AP, min: 0}]")  # fmt: skip
        run = self.assay("evaluate", definition, "-o", out, "--plugin-dir", plugin.parent,
                         "--worker", HOSTS[host], "--no-progress")  # fmt: skip
        file = self.folder / out / "predictions.json"
        return run, json.loads(file.read_text()) if file.exists() else None

    def test_archived_plugins_give_the_same_under_each_host(self):
        if platform.machine() != "x86_64":
            self.skipTest("the archived plugins are for x86-64")
        plugins = sorted(ARCHIVE.glob("*/*.so"))
        self.assertTrue(plugins)
        for plugin in plugins:
            with self.subTest(plugin.parent.name + "/" + plugin.name):
                given = {host: self.run_under(host, plugin) for host in HOSTS}
                for run, _ in given.values():
                    self.assert_code(run, 0)
                self.assertEqual(given["today"][1], given["next"][1])
                self.assertTrue(given["today"][1])
                code, said = check(plugin)
                self.assertEqual((code, rules(said, "error", "warning")), (0, set()), said)

    def test_a_newer_plugin_uses_what_is_new_where_the_host_has_it(self):
        for host, found in [("today", 0), ("next", 1)]:
            run, predictions = self.run_under(host, NEXT / "needs_little.so")
            self.assert_code(run, 0)
            first = min(one["category_id"] for one in predictions)
            self.assertEqual({one["category_id"] for one in predictions}, {first})
            self.assertEqual(first, self.category(found))

    def category(self, index):
        """Of the data set, in the order of the model's classes."""
        data = json.loads((SOURCE / "plugins/demo/images/instances.json").read_text())
        return sorted(one["id"] for one in data["categories"])[index]

    def test_one_that_needs_what_is_new_is_refused_with_both_numbers(self):
        run, _ = self.run_under("today", NEXT / "needs_much.so")
        self.assert_code(run, 69)
        self.assertIn(f"needs a host of ABI {MAJOR}.{MINOR + 1}, this is {MAJOR}.{MINOR}", run.stderr)
        run, _ = self.run_under("next", NEXT / "needs_much.so")
        self.assert_code(run, 0)

    def test_the_checker_of_today_reads_newer_plugins(self):
        code, said = check(NEXT / "needs_little.so")
        self.assertEqual((code, rules(said, "error", "warning")), (0, set()), said)
        code, said = check(NEXT / "needs_much.so")
        self.assertEqual((code, rules(said, "error")), (1, {"descriptor.minor"}), said)

    def test_the_next_minor_grows_by_the_rule(self):
        today = API / f"abi/layout_{MAJOR}.{MINOR}.txt"
        command = [sys.executable, str(API / "abi/check_growth.py"), str(today)]
        done = subprocess.run(command + [str(NEXT / "layout_next.txt")], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
