#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The installed runner, moved to another folder after that, reads images of every kind.

Environment: ASSAY_BUILD (build folder), ASSAY_SOURCE, ASSAY_CMAKE.
"""
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import zlib

BUILD = pathlib.Path(os.environ["ASSAY_BUILD"])
JPEG = pathlib.Path(os.environ["ASSAY_SOURCE"]) / "plugins" / "demo" / "images" / "scene_001.jpg"

DEFINITION = """\
project: {{name: Installed, problem_type: ObjectDetection}}
datasets:
  - {{name: one, format: COCO, stage: test, data_url: ., annotations_url: "{annotations}"}}
models:
  - name: reference
    runtime:
      load:
        entrypoint: reference:load
        inputs: [{{name: classes, value: 1}}]
        output: {{name: model}}
      predict:
        entrypoint: reference:predict
        inputs: [{{name: model, value: "${{model.runtime.load.output.model}}"}}]
        output: {{name: predictions, keys: [boxes, scores, classes]}}
"""


def png_file(width, height):
    """A grey picture."""
    def chunk(kind, body):
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))
    rows = (b"\0" + b"\x80" * width) * height
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def sections_of(page):
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


class InstalledRunner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="assay install ")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        subprocess.run([os.environ["ASSAY_CMAKE"], "--install", str(BUILD), "--component", "runner",
                        "--prefix", str(self.folder / "first")], check=True, capture_output=True)
        self.prefix = (self.folder / "first").rename(self.folder / "moved")
        (self.folder / "grey.png").write_bytes(png_file(64, 48))
        (self.folder / "grey.pgm").write_bytes(b"P5\n64 48\n255\n" + b"\x80" * (64 * 48))
        shutil.copy(JPEG, self.folder / "photo.jpg")

    def test_schema_for_editors_is_there(self):
        [schema] = self.prefix.glob("share/assay/*.json")
        self.assertEqual(schema.name, "assay.schema.json")
        self.assertIn("$defs", json.loads(schema.read_text()))

    def test_links_of_its_pages_lead_somewhere(self):
        pages = list(self.prefix.glob("share/doc/assay/**/*.md"))
        self.assertGreater(len(pages), 5)
        broken = []
        for page in pages:
            for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
                if re.match(r"[a-z]+:", link):
                    continue
                path, _, section = link.partition("#")
                target = page.parent / path if path else page
                if not target.exists() or (section and section not in sections_of(target)):
                    broken.append(f"{page.relative_to(self.prefix)}: {link}")
        self.assertEqual(broken, [])

    def check(self, image):
        """assay check --runtime with a data set of this image."""
        annotations = {"images": [{"id": 1, "file_name": image, "width": 64, "height": 48}],
                       "annotations": [], "categories": [{"id": 1, "name": "sign"}]}
        (self.folder / "annotations.json").write_text(json.dumps(annotations))
        definition = self.folder / "assay.yaml"
        definition.write_text(DEFINITION.format(annotations="annotations.json"))
        return subprocess.run([str(self.prefix / "bin" / "assay"), "check", str(definition),
                               "--runtime", "--plugin-dir", str(BUILD / "lib")], text=True,
                              capture_output=True, cwd=self.folder, timeout=120)

    def test_its_codecs_decode_other_images(self):
        run = self.check("grey.pgm")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def apply(self, image):
        """assay domain apply: writes out.png."""
        return subprocess.run([str(self.prefix / "bin" / "assay"), "domain", "apply", "--domain",
                               "color", image, "-o", "out.png"], text=True, capture_output=True,
                              cwd=self.folder, timeout=120)

    def test_without_its_codecs_it_still_reads_jpegs_and_pngs(self):
        [module] = self.prefix.glob("lib*/**/codecs.so")
        module.unlink()

        jpeg, png, other = map(self.check, ["photo.jpg", "grey.png", "grey.pgm"])

        self.assertEqual(jpeg.returncode, 0, jpeg.stdout + jpeg.stderr)
        self.assertEqual(png.returncode, 0, png.stdout + png.stderr)
        written = self.apply("photo.jpg")
        self.assertEqual(written.returncode, 0, written.stdout + written.stderr)
        self.assertEqual((self.folder / "out.png").read_bytes()[:4], b"\x89PNG")
        self.assertEqual(other.returncode, 74, other.stdout + other.stderr)
        self.assertIn(f"cannot open {module}, ", other.stderr)
        self.assertIn("there is no such file; install assay again, whole", other.stderr)


if __name__ == "__main__":
    unittest.main()
