#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""In a repository that `assay new` made and that is built: the data set and the gates that its
definition suggests, in a comment, work once that comment is taken away and the data are there.

usage: template_suggestion.py ASSAY TASK
"""
import json
import pathlib
import re
import struct
import subprocess
import sys
import zlib

WIDTH, HEIGHT = 64, 48
DATA = pathlib.Path("data")


def write(name, content):
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def png(value):
    """A grey picture of this value."""
    def chunk(kind, body):
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))
    rows = (b"\0" + bytes([value]) * WIDTH) * HEIGHT
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def coco(**more):
    annotation = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 16, 12], "area": 192,
                  "iscrowd": 0, **more}
    return json.dumps({
        "images": [{"id": 1, "file_name": "a.png", "width": WIDTH, "height": HEIGHT}],
        "annotations": [annotation], "categories": [{"id": 1, "name": "thing"}]})


def make_data(task):
    if task == "classification":
        for i in range(10):
            write(f"images/class{i}/a.png", png(25 * i))
        return
    write("images/a.png", png(200))
    if task == "detection":
        write("instances.json", coco())
    elif task == "segmentation":
        write("labels/a.png", png(1))
    elif task == "keypoints":
        write("keypoints.json", coco(keypoints=[8, 6, 2] * 17, num_keypoints=17))
    elif task == "regression":
        write("values.csv", "file,value\na.png,200\n")


def main():
    assay, task = sys.argv[1:]
    definition = pathlib.Path("assay.yaml")
    text = re.sub(r"^# (?=datasets:|gates:|  )", "", definition.read_text(), flags=re.MULTILINE)
    assert "\ndatasets:\n" in text and "\ngates:\n" in text, text
    definition.write_text(text)

    check = subprocess.run([assay, "check", definition], capture_output=True, text=True)
    faults = re.findall(r"^(?:assay: )?assay\.yaml:\d+.*$", check.stderr, re.MULTILINE)
    other = [fault for fault in faults if "there is no f" not in fault]  # file or folder
    assert check.returncode == 65 and faults and not other, check.stderr

    make_data(task)
    run = subprocess.run([assay, "evaluate", definition, "-o", "run", "--no-progress"],
                         capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stdout + run.stderr  # 1: it is no good model
    summary = json.loads(pathlib.Path("run/summary.json").read_text())
    assert summary["datapoints"]["failed"] == 0, summary
    assert all(gate["value"] not in (None, -1) for gate in summary["gates"]), summary


if __name__ == "__main__":
    main()
