# SPDX-License-Identifier: Apache-2.0
"""Runs the built assay as a user would. Environment: ASSAY_BUILD (build folder), ASSAY_SOURCE."""
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["ASSAY_BUILD"])
SOURCE = pathlib.Path(os.environ["ASSAY_SOURCE"])
ASSAY = BUILD / "bin" / "assay"
WORKER = str(BUILD / "bin" / "assay-worker")
IMAGES = SOURCE / "plugins" / "demo" / "images"

# What must be equal for any number of threads, workers and restarts.
COVERED = ["predictions.json", "summary.json", "failures.jsonl", "report.html", "junit.xml"]

DEFINITION = """\
project: {{name: Test, problem_type: ObjectDetection}}
datasets:
  - {{name: signs, format: COCO, stage: test, data_url: "{images}",
     annotations_url: "{annotations}"}}
models:
  - name: model
    runtime:
      device: {device}
      batch: {{max_size: {batch}}}
      load:
        entrypoint: {module}:load
        inputs: {inputs}
        output: {{name: model}}
      predict:
        entrypoint: {module}:predict
        inputs:
          - {{name: model, value: "${{model.runtime.load.output.model}}"}}
          - {{name: datapoints, value: "${{datapoints}}"}}
        output: {{name: predictions, keys: [boxes, classes, scores]}}
{tail}
"""


def environment(extra=None):
    """The caller's, without what would change how assay looks or runs."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("OMP_", "NO_COLOR"))}
    return {**env, **(extra or {})}


class AssayTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.maxDiff = None
        self._folder = tempfile.TemporaryDirectory(prefix="assay golden ")  # a space, on purpose
        self.addCleanup(self._folder.cleanup)
        self.folder = pathlib.Path(self._folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def define(self, module="faulty", inputs=None, batch=4, device="cpu", tail="",
               annotations=IMAGES / "instances.json", name="assay.yaml", images=IMAGES):
        """A definition of a detector on the demo's images; `inputs` are those of load."""
        pairs = [{"name": k, "value": v} for k, v in (inputs or {}).items()]
        return self.write(name, DEFINITION.format(
            images=images, annotations=annotations, module=module, inputs=json.dumps(pairs),
            batch=batch, device=device, tail=tail))

    def start(self, *arguments, **options):
        return subprocess.Popen([str(ASSAY), *map(str, arguments)], text=True, cwd=self.folder,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=environment(), **options)

    def assay(self, *arguments, timeout=120):
        process = self.start(*arguments)
        out, err = process.communicate(timeout=timeout)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def evaluate(self, definition, *options, out="run", timeout=120):
        return self.assay("evaluate", definition, "-o", out, "--plugin-dir", BUILD / "lib",
                          "--no-progress", *options, timeout=timeout)

    def summary(self, out="run"):
        return json.loads((self.folder / out / "summary.json").read_text())

    def digests(self, out="run"):
        """Of the covered files, those that there are."""
        folder = self.folder / out
        return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
                for name in COVERED if (folder / name).exists()}

    def assert_code(self, run, code):
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)


def processes_with(text):
    """Command lines of living processes that mention `text`."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if text in line and state != "Z":
            found.append(line)
    return found
