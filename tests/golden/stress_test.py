# SPDX-License-Identifier: Apache-2.0
"""Stress tests as a user runs them: on the demo's network and images."""
import hashlib
import json
import os
import pathlib
import re
import shlex
import signal
import struct
import time
import unittest
import xml.etree.ElementTree as ET
import zlib
from html.parser import HTMLParser

from assay_cli import BUILD
from stress_cli import DEMO, DOMAIN, StressTest

STRESS_COVERED = ["summary.json", "findings.jsonl", "report.html", "junit.xml"]


def pixels_of(png):
    """RGB rows of a PNG without filters being undone by a library: zlib and the five filters."""
    data, offset, header, packed = png, 8, None, b""
    while offset < len(data):
        length, kind = struct.unpack(">I4s", data[offset:offset + 8])
        body = data[offset + 8:offset + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        if kind == b"IDAT":
            packed += body
        offset += 12 + length
    return header[:2], hashlib.sha256(zlib.decompress(packed)).hexdigest()


class Page(HTMLParser):
    """What there is in a page; fails where elements are not closed in the order they were opened."""
    VOID = {"meta", "br"}

    def __init__(self, text):
        super().__init__()
        self.open, self.headings, self.text, self.pictures = [], [], "", 0
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "image":
            self.pictures += dict(attributes)["href"].startswith("data:image/")

    def handle_startendtag(self, tag, attributes):
        self.pictures += tag == "image" and dict(attributes)["href"].startswith("data:image/")

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> in {self.open}"

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.text += data
        if self.open and self.open[-1] == "h2":
            self.headings.append(data)


class Stress(StressTest):
    def digests(self, out="run"):
        folder = self.folder / out
        pictures = sorted(f"findings/{file.name}" for file in (folder / "findings").iterdir())
        return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
                for name in STRESS_COVERED + pictures}

    def test_finds_what_breaks_the_demo_the_same_way_each_time(self):
        definition = self.demo()
        expected = None
        for jobs, batch, instances in [("1", "1", "1"), ("2", "16", "1"), ("4", "3", "2")]:
            out = f"run-{jobs}-{batch}-{instances}"
            run = self.stress(definition, "--domain", "light", "--budget", "400", "--limit", "25",
                              "--jobs", jobs, "--batch", batch, "--instances", instances, out=out)
            self.assert_code(run, 0)
            expected = expected or self.digests(out)
            self.assertEqual(self.digests(out), expected, out)
        summary = self.summary("run-1-1-1")
        stress = summary["stress"]
        self.assertEqual(summary["command"], "stress")
        self.assertLessEqual(stress["predictions"], 400)
        self.assertGreater(stress["failures"], 0)
        self.assertGreater(stress["datapoints_broken"], 0)
        self.assertGreaterEqual(stress["distinct_failures"], stress["datapoints_broken"])
        probability = stress["failure_probability"]
        self.assertLessEqual(probability["low"], probability["estimate"])
        self.assertLessEqual(probability["estimate"], probability["high"])
        self.assertEqual([axis["axis"] for axis in stress["axes"]],
                         ["contrast.contrast", "contrast.brightness", "turn.affine_rotate",
                          "grain.gauss_noise_var"])
        findings = self.findings("run-1-1-1")
        self.assertEqual(len(findings), stress["datapoints_broken"])
        for finding in findings:
            self.assertTrue(set(finding["changed"]) <= set(finding["point"]))
            self.assertGreaterEqual(finding["score"], stress["min_score"])

    def test_goes_on_after_it_was_killed(self):
        definition = self.demo()
        options = ["--domain", "light", "--budget", "300", "--limit", "20"]
        self.assert_code(self.stress(definition, *options, out="whole"), 0)
        process = self.start("stress", definition, "-o", "killed", "--no-progress", "--plugin-dir",
                             BUILD / "lib" / "demo", *options, start_new_session=True)
        journal = self.folder / "killed" / "journal.jsonl"
        for _ in range(1000):
            if journal.exists() and len(journal.read_bytes().splitlines()) > 60:
                break
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        recorded = len(journal.read_bytes().splitlines())
        self.assertLess(recorded, 300)
        self.assert_code(self.stress(definition, *options, "--resume", out="killed"), 0)
        self.assertEqual(self.digests("killed"), self.digests("whole"))
        other = self.stress(definition, *options, "--resume", "--seed", "7", out="killed")
        self.assert_code(other, 64)
        self.assertIn("seed", other.stderr)
        other = self.stress(definition, *options, "--resume", "--severity", "4", out="killed")
        self.assert_code(other, 64)
        self.assertIn("--severity was not given and is now 4", other.stderr)

    def test_findings_can_be_made_again(self):
        definition = self.demo()
        self.assert_code(self.stress(definition, "--domain", "light", "--budget", "250",
                                     "--limit", "15"), 0)
        finding = self.findings()[0]
        words = shlex.split(finding["replay"])
        self.assertEqual(words[0], "assay")
        made = []
        for _ in range(2):
            run = self.assay_in(definition.parent, *words[1:])
            self.assert_code(run, 0)
            self.assertEqual(run.stdout.split(), finding["point"])
            made.append(pixels_of((definition.parent / "failing.png").read_bytes()))
        self.assertEqual(made[0], made[1])
        exported = (self.folder / "run" / finding["after"]).read_bytes()
        self.assertEqual(pixels_of(exported), made[0])
        before = (self.folder / "run" / finding["before"]).read_bytes()
        self.assertNotEqual(pixels_of(before), made[0])

    def page(self, out="run"):
        return Page((self.folder / out / "report.html").read_text())

    def test_shows_people_where_it_fails(self):
        definition = self.demo(DOMAIN.replace("name: light", "name: '<i>&\"dusk'"))
        text = definition.read_text().split("gates:")[0]
        gates = "gates: [{metric: stress.datapoints_broken, max: 0}]\n"
        definition.write_text(text + DOMAIN.replace("name: light", "name: '<i>&\"dusk'") + gates)
        run = self.stress(definition, "--domain", "<i>&\"dusk", "--budget", "2200", "--limit", "20")
        self.assert_code(run, 1)
        page = self.page()
        self.assertIn('in <i>&"dusk', page.text)
        for heading in ["Gates", "Marks on pictures", "Where it fails", "Axes",
                        "How much images stand", "Maps of two axes", "Smallest reproducers",
                        "Coverage", "How this was measured"]:
            self.assertIn(heading, page.headings)
        findings = self.findings()
        self.assertGreaterEqual(page.pictures, 2 * len(findings))
        self.assertNotIn("no picture", page.text)
        for finding in findings:
            self.assertIn(finding["replay"], page.text)
        stress = self.summary()["stress"]
        maps = stress["coverage"]["maps"]
        self.assertEqual(len(maps), stress["coverage"]["pairs_of_axes"])
        for one in maps:
            self.assertEqual(sum(cell["failed"] for cell in one["cells"]), stress["failures"])
        suites = ET.parse(self.folder / "run" / "junit.xml").getroot().findall("testsuite")
        self.assertEqual([suite.get("name") for suite in suites], ["gates", "datapoints"])
        failed = [case.get("name") for case in suites[0] if case.find("failure") is not None]
        self.assertEqual(failed, ["stress.datapoints_broken at most 0"])
        self.assertIn('<i>&"dusk', suites[0][0].get("classname"))

    def test_has_a_page_where_nothing_can_fail(self):
        flat = """
domains:
  - {name: still, transformations: [{name: blur, operator: Gamma, axes: [
      {name: gamma, type: float, fixed: true, value: 1}]}]}
"""
        run = self.stress(self.demo(flat), "--domain", "still", "--budget", "60", "--limit", "10")
        self.assert_code(run, 0)
        page = self.page()
        self.assertIn("No trial failed.", page.text)
        self.assertEqual(page.headings, ["Gates", "Warnings", "Metrics in operation",
                                         "How this was measured"])

    def test_tests_of_the_definition_are_run_by_name(self):
        tail = DOMAIN + """
tests:
  - {name: short, model: %s, dataset: %s, domain: light, num_samples: 10, num_runs: 20, seed: 3}
  - {name: cameras, model: %s, dataset: %s, domain: sensor, budget: 150, search: sobol}
""" % (("signs", "drawn") * 2)
        definition = self.demo(tail)
        run = self.stress(definition, "--test", "short", "--limit", "10")
        self.assert_code(run, 0)
        stress = self.summary()["stress"]
        self.assertEqual((stress["budget"], stress["seed"]), (200, 3))
        run = self.stress(definition, "--test", "cameras", "--limit", "10", out="cameras")
        self.assert_code(run, 0)
        self.assertEqual(self.summary("cameras")["stress"]["search"], "sobol")
        run = self.stress(definition, out="none")
        self.assert_code(run, 64)
        self.assertIn("choose a test", run.stderr)

    def test_run_has_a_folder_for_each_baseline_and_test(self):
        tail = """
baselines: [{name: main, model: %s, dataset: %s}]
tests: [{name: dusk, model: %s, dataset: %s, domain: light, budget: 60}]
""" % (("signs", "drawn") * 2)
        definition = self.demo(DOMAIN + tail)
        options = ["--no-progress", "--plugin-dir", BUILD / "lib" / "demo", "--limit", "10"]
        run = self.assay("run", definition, "-o", "runs", *options)
        self.assertIn("\nbaseline main: ", run.stdout)
        self.assertIn("\ntest dusk: pass\n", run.stdout)
        self.assertEqual(self.summary("runs/main")["command"], "evaluate")
        self.assertEqual(self.summary("runs/dusk")["command"], "stress")
        definition = self.demo(DOMAIN + tail.replace("name: dusk", "name: main"))
        run = self.assay("run", definition, "-o", "other", *options)
        self.assert_code(run, 65)
        self.assertIn("a baseline is called 'main', too", run.stderr)
        definition = self.demo(DOMAIN + tail.replace("budget: 60", "search: grid"))
        run = self.assay("run", definition, "-o", "other", *options)
        self.assert_code(run, 65)
        self.assertIn("the search 'grid' of the test 'dusk' is none", run.stderr)

    def test_needs_no_truth_where_the_model_is_its_own(self):
        run = self.stress(self.demo(), "--domain", "light", "--budget", "200", "--limit", "10",
                          "--oracle", "baseline")
        self.assert_code(run, 0)
        self.assertEqual(self.summary()["stress"]["oracle"], "baseline")
        self.assertGreater(self.summary()["stress"]["failures"], 0)

    def test_needs_no_annotations_where_the_model_is_its_own(self):
        definition = self.demo("")
        text = DEMO.read_text().split("gates:")[0]
        images = next(pathlib.Path(root) for root, _, names in os.walk(DEMO.parent)
                      if any(name.endswith(".jpg") for name in names))
        text = re.sub(r"datasets:.*?(?=^\w)", "", text, flags=re.S | re.M) + f"""
datasets: [{{name: bare, format: Images, stage: test, data_url: {images}}}]
tests: [{{name: bare, model: signs, dataset: bare, domain: light, budget: 200, oracle: baseline,
         threshold: 0.5}}]
"""
        definition.write_text(text + DOMAIN)
        run = self.stress(definition, "--limit", "10")
        self.assert_code(run, 0)
        stress = self.summary()["stress"]
        self.assertEqual((stress["oracle"], stress["threshold"]), ("baseline", 0.5))
        self.assertEqual(stress["right"], stress["right_of"])
        self.assertGreater(stress["failures"], 0)
        run = self.stress(definition, "--limit", "10", "--oracle", "truth", out="truth")
        self.assert_code(run, 65)
        self.assertIn("has no boxes", run.stderr)

    def test_refuses_what_cannot_be(self):
        definition = self.demo()
        for options, code, text in [
                ([], 64, "--domain is missing"),
                (["--domain", "ligth"], 64, "did you mean 'light'?"),
                (["--domain", "light", "--search", "grid"], 64, "--search wants one of"),
                (["--domain", "light", "--budget", "5"], 64, "give a larger --budget"),
                (["--domain", "light", "--threshold", "2"], 64, "--threshold is at most 1"),
                (["--domain", "light", "--test", "x"], 64, "leave --domain out"),
        ]:
            run = self.stress(definition, *options, out="refused")
            self.assert_code(run, code)
            self.assertIn(text, run.stderr)
            self.assertFalse((self.folder / "refused" / "run.json").exists())


if __name__ == "__main__":
    unittest.main()
