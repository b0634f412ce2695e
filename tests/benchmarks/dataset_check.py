#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long `assay dataset check` takes for a COCO file of many annotations, and how much memory.

usage: dataset_check.py ASSAY [--annotations 10000000] [--outlines]

Makes a file with boxes (with --outlines also polygons) of images that are not grouped, in a
temporary folder; checks it without images; prints seconds, MB/s, peak memory and bytes of memory
per annotation. Not for CI: 10 million annotations are 1.5 GB on the disk.
"""
import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

PER_IMAGE = 20
CATEGORIES = 80


def annotation(i, images, outlines):
    """The i-th record: clean, and like no other box of its image."""
    image = i % images  # never grouped
    x, y = 5 + 41 * (i // images) % 560, 3 + 29 * (i // images) % 400
    width, height = 20 + i % 37, 20 + i % 41
    text = (f'{{"id":{i + 1},"image_id":{image + 1},"category_id":{i % CATEGORIES + 1},'
            f'"bbox":[{x},{y}.25,{width},{height}.5],"area":{width * height}.5,"iscrowd":0')
    if outlines:
        right, bottom = x + width, y + height + 0.75
        text += (f',"segmentation":[[{x},{y}.25,{right},{y}.25,{right},{bottom},{x},{bottom}]]')
    return text + "}"


def write(path, count, outlines):
    images = max(1, count // PER_IMAGE)
    with open(path, "w", buffering=1 << 20) as file:
        file.write('{"annotations":[\n')
        for begin in range(0, count, 10000):
            end = min(begin + 10000, count)
            records = ",\n".join(annotation(i, images, outlines) for i in range(begin, end))
            file.write(records + (",\n" if end < count else "\n"))
        file.write('],"images":[\n')
        for i in range(images):
            file.write(f'{{"id":{i + 1},"file_name":"{i + 1:012}.jpg","width":640,"height":480}}'
                       + (",\n" if i + 1 < images else "\n"))
        file.write('],"categories":[')
        file.write(",".join(f'{{"id":{i + 1},"name":"class {i}"}}' for i in range(CATEGORIES)))
        file.write("]}\n")
    return images


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("--annotations", type=int, default=10_000_000)
    parser.add_argument("--outlines", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as name:
        folder = pathlib.Path(name)
        images = write(folder / "gt.json", options.annotations, options.outlines)
        (folder / "images").mkdir()
        for i in range(images):  # what is looked for must be there; one inode serves
            target = folder / "images" / f"{i + 1:012}.jpg"
            target.symlink_to(os.devnull)
        (folder / "assay.yaml").write_text(
            "project: {name: bench, problem_type: ObjectDetection}\ndatasets:\n  - {name: d, "
            "format: COCO, stage: test, data_url: images, annotations_url: gt.json}\n")
        begin = time.monotonic()
        run = subprocess.run([options.assay, "dataset", "check", folder / "assay.yaml",
                              "--no-images"], text=True, stdout=subprocess.PIPE)
        seconds = time.monotonic() - begin
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        size = (folder / "gt.json").stat().st_size
    print(run.stdout.splitlines()[-1] if run.stdout else "no output")
    print(f"{options.annotations} annotations, {images} images, {size / 1e6:.0f} MB: "
          f"{seconds:.1f} s, {size / 1e6 / seconds:.0f} MB/s, peak {peak / 1e6:.0f} MB, "
          f"{peak / options.annotations:.0f} bytes per annotation")
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
