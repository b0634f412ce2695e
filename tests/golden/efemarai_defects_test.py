# SPDX-License-Identifier: Apache-2.0
"""Defects that stress tests of Efemarai have and assay must not, by their numbers: those that only
whole runs can show. The others have tests of their own, of tests/unit/stress unless it says else:

 1 visible keypoints never scored     judge_test       InstanceJudge.SeesHowFarVisibleKeypoints...
 2 score shrinks with many classes    judge_test       ClassJudge.CountsAWrongAnswerAsOneWhatever...
 3 false positives of confidence 0    judge_test       InstanceJudge.DoesNotCareForDetections...
 4 boxes outside of the image stay    annotation_test  MoveObjects.LeavesOutWhatLeavesTheImage
 5 loose boxes of what is turned      annotation_test  MoveObjects.KeepsTheBoxOfATurnedDiscTight,
                                      perfect_model_test, and golden/perfect_model_test.py
 6 direction of motion blur is dead   blur_test        MotionBlur.TurnsClockwiseFromUpAndDown...
 7 Occlusion, LightFlood fail         annotation_test  MoveObjects.CountsWhatSomethingIsInFrontOf,
                                      color_test       LightFlood.FallsOffLinearly...
 8 not reproducible                   golden/stress_test.py  test_finds_what_breaks_the_demo_the_...
10 axes of one name are one           domain_test      MakeDomain.KeepsAxesOfTheSameNameApart
11 a fresh install does not work      tests/install: installed_runner_test.py, build_template.sh
13 repulsing search on eleven values  search_test      Portfolio.FindsManyTimesWhatRepulsing...
"""
import shutil
import signal
import subprocess
import sys
import unittest

from assay_cli import ASSAY, BUILD, IMAGES, SOURCE, WORKER, environment
from no_network import NOT_POSSIBLE
from stress_cli import StressTest

NO_NETWORK = SOURCE / "tests" / "golden" / "no_network.py"

# Packages that Efemarai imports for text, whatever is tested, and what would bring them.
TEXT_PACKAGES = ["python", "torch", "transformers", "nltk", "nlpaug", "gensim", "sacremoses"]

DARK = """
domains:
  - name: dark
    transformations: [{name: dark, operator: BrightnessContrast, axes: [
        {name: brightness, type: float, range: [-1, 0]}]}]
"""


class EfemaraiDefects(StressTest):
    def test_9_each_finding_says_which_image_it_is_of(self):
        run = self.stress(self.demo(), "--domain", "light", "--budget", "200", "--limit", "15")
        self.assert_code(run, 0)
        findings = self.findings()
        self.assertGreater(len(findings), 1)
        of = [finding["datapoint"] for finding in findings]
        self.assertEqual(len(set(of)), len(of))
        for finding in findings:
            self.assertTrue((IMAGES / finding["datapoint"]).is_file())
            self.assertIn(f" --id {finding['datapoint']} ", finding["replay"])
            before = (self.folder / "run" / finding["before"]).read_bytes()
            self.assertEqual(before[:8], b"\x89PNG\r\n\x1a\n")

    def test_12_vision_needs_nothing_that_is_for_text(self):
        for program in (ASSAY, WORKER):
            needed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True)
            for package in TEXT_PACKAGES:
                self.assertNotIn(package, needed.stdout)
        listed = self.assay("domain", "list").stdout
        self.assertNotIn("Word", listed)
        text = DARK.replace("BrightnessContrast", "WordSynonym")
        run = self.stress(self.demo(text), "--domain", "dark")
        self.assert_code(run, 65)
        self.assertIn("'WordSynonym' changes text; assay tests models that see images", run.stderr)

    def without_network(self, *command):
        return subprocess.run([sys.executable, NO_NETWORK, *map(str, command)], text=True,
                              cwd=self.folder, capture_output=True, timeout=300, check=False,
                              env=environment())

    def test_14_nothing_is_sent_anywhere(self):
        opens = self.without_network(sys.executable, "-c", "import socket; socket.socket()")
        if opens.returncode == NOT_POSSIBLE:
            self.skipTest("this system does not filter system calls")
        self.assertEqual(opens.returncode, -signal.SIGSYS)  # the filter does what it should
        run = self.without_network(ASSAY, "stress", self.demo(), "--domain", "light", "--budget",
                                   "120", "--limit", "10", "-o", "run", "--no-progress",
                                   "--instances", "2", "--plugin-dir", BUILD / "lib" / "demo")
        self.assert_code(run, 0)
        self.assertNotIn("incidents", self.summary())
        self.assertEqual(self.summary()["stress"]["predictions"], 120)

    def broken_data(self):
        """Three of the demo's images, one of which is no image."""
        folder = self.folder / "images"
        folder.mkdir()
        names = sorted(path.name for path in IMAGES.glob("*.jpg"))[:3]
        for name in names:
            shutil.copy(IMAGES / name, folder / name)
        (folder / names[1]).write_bytes(b"this is no image")
        return folder, names

    def test_15_images_that_cannot_be_read_are_named(self):
        folder, names = self.broken_data()
        definition = self.define(images=folder, tail=DARK)
        run = self.stress(definition, "--domain", "dark", "--oracle", "baseline", "--budget", "40",
                          "--limit", "3", "--threshold", "0.4", plugins=BUILD / "lib")
        self.assert_code(run, 1)
        self.assertIn("FAIL  datapoints.failed at most 0: 1\n", run.stdout)
        summary = self.summary()
        self.assertEqual(summary["datapoints"], {"total": 3, "evaluated": 2, "failed": 1})
        self.assertEqual([one["datapoint"] for one in summary["failures"]], [names[1]])
        self.assertEqual(summary["stress"]["datapoints_at_stake"], 2)

    def test_15_images_on_which_the_model_crashes_are_findings(self):
        names = sorted(path.name for path in IMAGES.glob("*.jpg"))
        definition = self.define(inputs={"fault": "dark", "at": names[1]}, tail=DARK)
        run = self.stress(definition, "--domain", "dark", "--oracle", "baseline", "--budget", "40",
                          "--limit", "3", "--threshold", "0.4", plugins=BUILD / "lib")
        self.assert_code(run, 0)
        self.assertEqual([(one["datapoint"], one["mode"], one["score"])
                          for one in self.findings()], [(names[1], "crashed", 1)])
        self.assertIn(f"{names[1]}: crashed at dark.brightness=", run.stdout)
        self.assertEqual(self.summary()["stress"]["datapoints_broken"], 1)


if __name__ == "__main__":
    unittest.main()
