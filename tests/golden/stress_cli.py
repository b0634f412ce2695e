# SPDX-License-Identifier: Apache-2.0
"""Stress tests of the demo's network and images, for the tests that look at what comes of them."""
import json
import pathlib

from assay_cli import AssayTest, BUILD, SOURCE

DEMO = SOURCE / "plugins" / "demo" / "assay.yaml"

DOMAIN = """
domains:
  - name: light
    transformations:
      - {name: contrast, operator: BrightnessContrast, axes: [
          {name: contrast, type: float, range: [-0.9, 0.5]},
          {name: brightness, type: float, range: [-0.4, 0.4]}]}
      - {name: turn, operator: Affine, axes: [
          {name: affine_rotate, type: float, range: [-30, 30]},
          {name: border_mode, type: int, fixed: true, value: 0}]}
      - {name: grain, operator: GaussianNoise, axes: [
          {name: gauss_noise_var, type: float, range: [0, 900]}]}
"""


class StressTest(AssayTest):
    def demo(self, tail=DOMAIN):
        """The demo's definition with domains, beside its files."""
        folder = self.folder / "repository"
        folder.mkdir(exist_ok=True)
        for entry in DEMO.parent.iterdir():
            link = folder / entry.name
            if entry.name != "assay.yaml" and not link.exists():
                link.symlink_to(entry)
        path = folder / "assay.yaml"
        path.write_text(DEMO.read_text() + tail)
        return path

    def stress(self, definition, *options, out="run", plugins=BUILD / "lib" / "demo"):
        return self.assay("stress", definition, "-o", out, "--no-progress", "--plugin-dir",
                          plugins, *options, timeout=300)

    def findings(self, out="run"):
        lines = (self.folder / out / "findings.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def assay_in(self, folder, *arguments):
        here, self.folder = self.folder, pathlib.Path(folder)
        try:
            return self.assay(*arguments)
        finally:
            self.folder = here
